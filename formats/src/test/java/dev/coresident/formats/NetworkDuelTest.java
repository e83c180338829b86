package dev.coresident.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.automata.match.Report;
import dev.coresident.formats.Scans.Match;
import dev.coresident.formats.imported.ImportedRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random networks, written as ANML and as MNRL, scanned as rules and walked by hand. */
final class NetworkDuelTest {

    /** What should become a rule. */
    private record Part(int component, int code) {}

    @Property(tries = 60)
    void endsAndSpansAreThoseOfAWalkThroughTheNetwork(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        RandomNetwork network = new RandomNetwork(random);
        ImportedRules anml = Imports.read(RuleFormat.ANML, network.anml());
        ImportedRules mnrl = Imports.read(RuleFormat.MNRL, network.mnrl());
        List<Part> parts = parts(network);
        boolean codesDiffer = parts.stream().map(Part::code).distinct().count() == parts.size();
        for (ImportedRules rules : List.of(anml, mnrl)) {
            assertThat(rules.rules()).as(network.anml()).hasSameSizeAs(parts);
            for (int i = 0; i < parts.size(); i++) {
                int id = codesDiffer ? parts.get(i).code : i + 1;
                assertThat(rules.rules().get(i).rule().id()).as(network.anml()).isEqualTo(id);
            }
        }
        if (!parts.isEmpty()) {
            List<byte[]> inputs = inputs(random);
            check(network, mnrl, parts, inputs, Report.ENDS);
            check(network, anml, parts, inputs, Report.SPANS);
        }
    }

    /** In the order in which they first report, without those that no start leads to. */
    private static List<Part> parts(RandomNetwork network) {
        int[] components = network.components();
        Set<Part> parts = new LinkedHashSet<>();
        for (int number = 0; number < components.length; number++) {
            Part part = new Part(components[number], network.states.get(number).code());
            if (part.code >= 0 && network.canReport(part.component, part.code)) {
                parts.add(part);
            }
        }
        return List.copyOf(parts);
    }

    private static void check(
            RandomNetwork network, ImportedRules rules, List<Part> parts, List<byte[]> inputs, Report report)
            throws Exception {
        List<Set<Match>> found = Scans.run(rules, report, inputs);
        for (int file = 0; file < inputs.size(); file++) {
            byte[] input = inputs.get(file);
            Set<Match> expected = new TreeSet<>();
            for (int i = 0; i < parts.size(); i++) {
                Part part = parts.get(i);
                int id = rules.rules().get(i).rule().id();
                if (report == Report.SPANS) {
                    expected.addAll(network.spans(id, part.component, part.code, input));
                } else {
                    network.ends(part.component, part.code, input)
                            .forEach(end -> expected.add(new Match(id, end, end)));
                }
            }
            assertThat(found.get(file))
                    .as("%s of%n%s on '%s'", report, network.anml(), new String(input, StandardCharsets.US_ASCII))
                    .isEqualTo(expected);
        }
    }

    private static List<byte[]> inputs(Random random) {
        List<byte[]> inputs = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            byte[] input = new byte[random.nextInt(24)];
            for (int i = 0; i < input.length; i++) {
                input[i] = (byte) ('a' + random.nextInt(5));
            }
            inputs.add(input);
        }
        return inputs;
    }
}
