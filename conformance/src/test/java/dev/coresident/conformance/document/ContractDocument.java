package dev.coresident.conformance.document;

import dev.coresident.conformance.Contract;
import dev.coresident.conformance.rule.Capability;
import dev.coresident.conformance.rule.Chapter;
import dev.coresident.conformance.rule.Rule;
import dev.coresident.conformance.rule.RuleId;
import dev.coresident.conformance.rule.Strength;
import dev.coresident.conformance.rule.Untested;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** docs/spi-contract.md, from the rules. */
final class ContractDocument {
    private static final String HEAD = """
            # The contract of a backend

            Generated from the rules of `dev.coresident.conformance`; do not edit. A test compares this page with the rules and fails
            when they differ; to write it anew:
            `mvn -pl conformance -am -Dtest=ContractDocumentTest -Dcoresident.golden.update=true test`.

            The words and bytes that the rules speak of are in [protocol.md](protocol.md). How to run the rules against a backend is in
            [backend-authors.md](backend-authors.md).

            - MUST: whoever breaks it is no backend; a kernel above it may lose work or mix tenants.
            - SHOULD: to be kept unless there is a good reason, which the backend states.
            - MAY: a freedom that a host has to live with.

            A rule's number never changes its meaning; a rule that is given up leaves a gap. Each rule has exactly one check, which carries
            its number. A check shows that a rule is broken; that it is kept, a check can only make likely.
            """;

    private static final String GLOSSARY = """

            ## Glossary

            | word | meaning |
            |---|---|
            | device | what a backend opens: seven regions of memory, and something that executes slots |
            | host | whoever opened the device and keeps the host's side of the protocol |
            | slot | 64 bytes of the ring: one unit of work |
            | level, partition | one of five priorities, 0 to 4, and the slots of the ring that belong to it |
            | position | a count of slots at a level, or of completion entries, that never goes back and wraps at 2^32 |
            | tail, head | positions published, positions claimed, at a level |
            | claim | to take a position by moving the head |
            | end | to release DONE or FAULT as the status of a slot |
            | terminal | DONE or FAULT |
            | completion entry | what tells the host that a slot ended, and how |
            | lap | how often the level's positions went round the partition before the slot's own, modulo 2^16 |
            | tenant word | id and generation of a tenant, as slots carry them |
            | admitted | the tenant word stands in the `admitted` word of its id's row |
            | window | the opcodes of a tenant |
            | bound | a local opcode whose op row names a kind |
            | handle | what an op names a piece of the heap with |
            | program image | the bytes of an automaton that SCAN runs |
            | pair | a state of an NFA image and the index of a byte: the state is active before it |
            | task | a continuation task: 64 bytes, here with a pair |
            | fence, batch | a BATCH_FENCE slot, and the slots before it that it counts |
            | pack | a PACKED_SLOT slot: several small ops |
            | round | one call of `Device.round` |
            | resident | polls the ring by itself from start to stop |
            | coherent, staged | host and device share the regions, or have a copy each |
            | limit | what a backend declares that it lacks; the rules that need it are skipped, and the report says so |
            """;

    private ContractDocument() {}

    static String render() {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("\n").append(counts()).append("\n");
        page.append(capabilities());
        Contract.chapters().forEach(chapter -> page.append(chapter(chapter)));
        page.append(untested());
        page.append(Behaviours.section());
        return page.append(GLOSSARY).toString();
    }

    private static String counts() {
        Map<Strength, Long> counts =
                Contract.rules().stream().collect(Collectors.groupingBy(Rule::strength, Collectors.counting()));
        return "%d rules with a check: %d MUST, %d SHOULD, %d MAY. %d rules without one, listed at the end with the reason.\n"
                .formatted(
                        Contract.rules().size(),
                        counts.getOrDefault(Strength.MUST, 0L),
                        counts.getOrDefault(Strength.SHOULD, 0L),
                        counts.getOrDefault(Strength.MAY, 0L),
                        Contract.untested().size());
    }

    private static String capabilities() {
        StringBuilder table = new StringBuilder("""
                ## Capabilities

                What a rule may need. A subject that lacks it skips the rule, visibly.

                | capability | meaning | who says so |
                |---|---|---|
                """);
        for (Capability capability : Capability.values()) {
            String source = switch (capability.source()) {
                case FACTS -> "the device's facts";
                case EXPECTED -> "expected, unless declared as a limit";
                case OFFERED -> "skipped, unless offered";
            };
            table.append("| ")
                    .append(capability)
                    .append(" | ")
                    .append(capability.words())
                    .append(" | ");
            table.append(source).append(" |\n");
        }
        return table.toString();
    }

    private static String chapter(Chapter chapter) {
        StringBuilder text = new StringBuilder("\n## " + chapter.number() + " " + chapter.title() + "\n\n"
                + chapter.about() + "\n\n| rule | | |\n|---|---|---|\n");
        Map<RuleId, String> rows = new TreeMap<>();
        chapter.rules()
                .forEach(rule -> rows.put(rule.id(), row(rule.id(), rule.strength(), rule.text() + needs(rule))));
        chapter.untested()
                .forEach(rule -> rows.put(rule.id(), row(rule.id(), rule.strength(), rule.text() + " *Not tested.*")));
        rows.values().forEach(text::append);
        return text.toString();
    }

    private static String row(RuleId id, Strength strength, String text) {
        return "| " + id + " | " + strength + " | " + text.replace("|", "\\|") + " |\n";
    }

    private static String needs(Rule rule) {
        return rule.needs().isEmpty()
                ? ""
                : rule.needs().stream()
                        .sorted()
                        .map(Capability::name)
                        .collect(Collectors.joining(", ", " *Needs ", ".*"));
    }

    private static String untested() {
        StringBuilder text = new StringBuilder(
                "\n## Rules without a check\n\nThey bind all the same.\n\n| rule | | why no check tries it |\n|---|---|---|\n");
        for (Untested rule : Contract.untested()) {
            text.append(row(rule.id(), rule.strength(), rule.reason()));
        }
        return text.toString();
    }
}
