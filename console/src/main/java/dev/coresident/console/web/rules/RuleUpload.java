package dev.coresident.console.web.rules;

import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.automata.BadRules;
import dev.coresident.automata.RuleProblem;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.scan.ScanTenant;
import dev.coresident.console.limit.RuleLimits;
import dev.coresident.console.web.gate.RequestRefused;
import dev.coresident.formats.RuleFormat;
import dev.coresident.formats.imported.ImportOutcome;
import dev.coresident.formats.imported.ImportedRules;
import dev.coresident.formats.imported.Remark;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A rule file in a request's body, with its tenant's policy in the query. What the query leaves out stays as it was for the set that is
 * replaced, or is what tenants usually get.
 *
 * @param rules compiled
 * @param terms makes a policy of that which is to be kept where the query is silent
 */
record RuleUpload(RuleSet rules, UnaryOperator<TenantPolicy> terms) {
    /** The longest rule file. */
    static final int MOST_BYTES = 4 << 20;

    private static final Pattern LABEL = Pattern.compile("[\\p{L}\\p{N}._ -]{1,64}");

    RuleUpload {
        Objects.requireNonNull(rules, "rules");
        Objects.requireNonNull(terms, "terms");
    }

    /** One that did not come in a request and has its policy already. */
    static RuleUpload of(ScanTenant tenant) {
        return new RuleUpload(tenant.rules(), before -> tenant.policy());
    }

    /**
     * The tenant to register.
     *
     * @param before the policy of the set that it replaces; null if there is none
     */
    ScanTenant tenant(@Nullable TenantPolicy before) {
        return new ScanTenant(rules, terms.apply(before == null ? TenantPolicy.defaults() : before));
    }

    /**
     * Reads and compiles; everything wrong is refused before the kernel hears of it.
     *
     * @param mostTenantBytes the most device memory that any tenant gets, whatever the query says
     * @param limits of the file and of the rule set
     */
    static RuleUpload read(Context request, long mostTenantBytes, RuleLimits limits) throws IOException {
        String label = request.pathParam("label");
        if (!LABEL.matcher(label).matches()) {
            throw new RequestRefused(
                    400, "bad-label", "a label has 1 to 64 letters, digits, blanks, dots, dashes and underscores");
        }
        RuleFormat format = word(request, "format", RuleFormat.values(), RuleFormat.LINES);
        UnaryOperator<TenantPolicy> terms = before -> policy(request, before, mostTenantBytes);
        // Words and numbers that are wrong are refused before the body is read.
        var _ = policy(request, TenantPolicy.defaults(), mostTenantBytes);
        byte[] content = content(request);
        RuleSet rules = switch (format.parse(label, content, limits.reading(), BadRules.STOP)) {
            case ImportOutcome.Imported(ImportedRules file) -> compiled(label, file, limits);
            case ImportOutcome.Refused(Remark.NotMapped problem) -> throw bad(problem.line());
        };
        return new RuleUpload(rules, terms);
    }

    private static RuleSet compiled(String label, ImportedRules file, RuleLimits limits) {
        if (file.rules().isEmpty()) {
            throw bad("the body holds no rule");
        }
        return switch (RuleSet.compile(label, file.plainRules(), limits.compiling(), BadRules.STOP)) {
            case RuleSet.Outcome.Compiled(RuleSet rules, var skipped) -> rules;
            case RuleSet.Outcome.Refused(RuleProblem problem) -> throw bad(problem.toString());
        };
    }

    private static RequestRefused bad(String why) {
        String remedied = RuleLimits.withRemedy(why);
        return new RequestRefused(422, "bad-rules", remedied.equals(why) ? why : remedied + " when the server starts");
    }

    private static byte[] content(Context request) throws IOException {
        byte[] content = request.req().getInputStream().readNBytes(MOST_BYTES + 1);
        if (content.length > MOST_BYTES) {
            throw new RequestRefused(
                    413,
                    "rules-too-long",
                    "a rule file has at most " + MOST_BYTES
                            + " bytes here: split it, or start the server with --rules");
        }
        return content;
    }

    private static TenantPolicy policy(Context request, TenantPolicy usual, long mostTenantBytes) {
        try {
            return new TenantPolicy(
                    usual.backlogCap(),
                    Math.toIntExact(number(request, "weight", usual.weight())),
                    Math.toIntExact(number(request, "quota", usual.quota())),
                    Math.min(mostTenantBytes, number(request, "maxMemoryBytes", usual.memoryCeilingBytes())),
                    word(request, "priority", Priority.values(), usual.priority()));
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new RequestRefused(400, "bad-policy", String.valueOf(e.getMessage()));
        }
    }

    private static long number(Context request, String name, long usual) {
        @Nullable String text = request.queryParam(name);
        try {
            return text == null ? usual : Long.parseLong(text);
        } catch (NumberFormatException e) {
            throw new RequestRefused(400, "bad-number", name + " must be a whole number");
        }
    }

    private static <E extends Enum<E>> E word(Context request, String name, E[] values, E usual) {
        @Nullable String text = request.queryParam(name);
        if (text == null) {
            return usual;
        }
        return Arrays.stream(values)
                .filter(value -> lower(value).equals(text))
                .findFirst()
                .orElseThrow(() -> new RequestRefused(
                        400,
                        "bad-" + name,
                        name + " is one of "
                                + Arrays.stream(values).map(RuleUpload::lower).collect(Collectors.joining(", "))));
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
