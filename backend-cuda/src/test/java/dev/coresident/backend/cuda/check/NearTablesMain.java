package dev.coresident.backend.cuda.check;

import dev.coresident.automata.match.Report;
import dev.coresident.automata.scan.ScanOptions;
import dev.coresident.backend.cuda.kernel.LaunchLayout;
import dev.coresident.spi.program.DfaLayout;
import dev.coresident.spi.program.ImageKind;
import dev.coresident.spi.program.ImageLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** A program of its own: scans with tables that a warp keeps near, and with one that is too large for that, beside the simulator. */
public final class NearTablesMain {
    private static final String LETTERS = "abcdeabcdeabcde0123456789 \n";

    private NearTablesMain() {}

    /** Takes an empty folder. Prints for each rule set where its table is walked, and whether the matches are the simulator's. */
    public static void main(String[] arguments) throws Exception {
        Path file = Path.of(arguments[0]).resolve("text");
        SplittableRandom random = new SplittableRandom(3_840);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 300_001; i++) {
            text.append(LETTERS.charAt(random.nextInt(LETTERS.length())));
        }
        Files.writeString(file, text, StandardCharsets.ISO_8859_1);
        for (int rules : new int[] {0, 1, 20}) {
            RuleTexts work = RuleTexts.of("walk", patterns(rules), List.of(file));
            StringBuilder line = new StringBuilder();
            work.rules()
                    .groups()
                    .forEach(group -> line.append(where(group.image())).append(' '));
            // Chunks that are shorter than a table, of some slices, and of what no table fits.
            for (int chunk : new int[] {1 << 10, 1 << 17}) {
                ScanOptions options =
                        ScanOptions.defaults().withReport(Report.ENDS).withChunkBytes(chunk);
                String here = matches("cuda", work, options);
                line.append(
                        here.length() > 10_000 && here.equals(matches("sim", work, options)) ? "same " : "DIFFERENT ");
            }
            System.out.println(line.toString().trim());
        }
    }

    /** So many small ones; with none, one that remembers ten bytes. */
    private static List<String> patterns(int rules) {
        if (rules == 0) {
            return List.of("a[a-e0-9 ]{9}b");
        }
        SplittableRandom random = new SplittableRandom(rules);
        return IntStream.range(0, rules)
                .mapToObj(i -> "[" + "abcde".charAt(random.nextInt(5)) + "-e]" + "abcde".charAt(random.nextInt(5))
                        + "[0-9]{1," + (1 + random.nextInt(3)) + "}" + "abcde".charAt(i % 5))
                .toList();
    }

    private static String where(MemorySegment image) {
        if (word(image, ImageLayout.WORD_KIND) != ImageKind.DFA.number()) {
            return "other";
        }
        int entries = word(image, ImageLayout.WORD_STATES) * word(image, DfaLayout.WORD_STRIDE);
        return entries <= LaunchLayout.NEAR_ENTRIES ? "near" : "far";
    }

    private static int word(MemorySegment image, int index) {
        return image.getAtIndex(ValueLayout.JAVA_INT_UNALIGNED, index);
    }

    private static String matches(String backend, RuleTexts work, ScanOptions options) throws Exception {
        try (Scans scans = new Scans(backend, work, 1, options)) {
            return scans.matches();
        }
    }
}
