package dev.coresident.bench.scan;

import dev.coresident.bench.scan.engine.Counting;
import dev.coresident.bench.scan.engine.EngineKind;
import dev.coresident.bench.scan.engine.Workload;
import java.io.IOException;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;

/**
 * What must be counted. Of words by a search for each of them, which needs no engine; of regexes the spans are what java.util.regex
 * finds, and the ends what brics' automata find one by one, so that there the peers are checked against one another. Of sets of
 * thousands it is what hyperscan-java finds.
 */
final class Oracle {
    private Oracle() {}

    static Map<Counting, Long> count(Workload workload) throws Exception {
        Map<Counting, Long> counts = new EnumMap<>(Counting.class);
        switch (workload.kind()) {
            case WORDS -> {
                for (int file = 0; file < workload.files().size(); file++) {
                    addWords(workload, workload.text(file), counts);
                }
            }
            case REGEXES -> {
                counts.put(Counting.SPANS, once(EngineKind.JAVA_REGEX, workload));
                counts.put(Counting.ENDS, once(EngineKind.BRICS, workload));
            }
            case SETS -> counts.put(Counting.ENDS, once(EngineKind.HYPERSCAN, workload));
        }
        return counts;
    }

    private static long once(EngineKind kind, Workload workload) throws Exception {
        try (var engine = kind.open(workload)) {
            return engine.scan();
        }
    }

    private static void addWords(Workload workload, String text, Map<Counting, Long> counts) throws IOException {
        BitSet positions = new BitSet(text.length() + 1);
        long ends = 0;
        long spans = 0;
        for (String word : workload.patterns()) {
            int behind = 0;
            for (int at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
                ends++;
                positions.set(at + word.length());
                if (at >= behind) {
                    spans++;
                    behind = at + word.length();
                }
            }
        }
        counts.merge(Counting.ENDS, ends, Long::sum);
        counts.merge(Counting.SPANS, spans, Long::sum);
        counts.merge(Counting.POSITIONS, (long) positions.cardinality(), Long::sum);
    }
}
