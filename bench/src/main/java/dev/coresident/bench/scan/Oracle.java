package dev.coresident.bench.scan;

import dev.coresident.bench.scan.engine.Counting;
import dev.coresident.bench.scan.engine.EngineKind;
import dev.coresident.bench.scan.engine.Workload;
import java.io.IOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What must be counted. Of words by a search for each of them, which needs no engine; of regexes the spans are what java.util.regex
 * finds, and the ends what brics' automata find one by one, so that there the peers are checked against one another. Of sets of
 * thousands it is what hyperscan-java finds.
 */
final class Oracle {
    /** More words are looked up by their first four letters at each place of the text. */
    private static final int MOST_SEARCHES = 10_000;

    private static final int LETTERS = 4;

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

    private static void addManyWords(List<String> words, String text, Map<Counting, Long> counts) {
        Map<String, List<Integer>> byBeginning = new HashMap<>();
        boolean[] begins = new boolean[1 << 16];
        for (int word = 0; word < words.size(); word++) {
            String beginning = words.get(word).substring(0, LETTERS);
            byBeginning.computeIfAbsent(beginning, _ -> new ArrayList<>()).add(word);
            begins[key(beginning, 0)] = true;
        }
        int[] behind = new int[words.size()];
        long ends = 0;
        long spans = 0;
        for (int at = 0; at + LETTERS <= text.length(); at++) {
            if (!begins[key(text, at)]) {
                continue;
            }
            for (int word : byBeginning.getOrDefault(text.substring(at, at + LETTERS), List.of())) {
                String letters = words.get(word);
                if (text.startsWith(letters, at)) {
                    ends++;
                    if (at >= behind[word]) {
                        spans++;
                        behind[word] = at + letters.length();
                    }
                }
            }
        }
        counts.merge(Counting.ENDS, ends, Long::sum);
        counts.merge(Counting.SPANS, spans, Long::sum);
    }

    private static int key(String text, int at) {
        int key = 0;
        for (int i = 0; i < LETTERS; i++) {
            key = 31 * key + text.charAt(at + i);
        }
        return key & 0xFFFF;
    }

    private static void addWords(Workload workload, String text, Map<Counting, Long> counts) throws IOException {
        if (workload.patterns().size() > MOST_SEARCHES) {
            addManyWords(workload.patterns(), text, counts);
            return;
        }
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
