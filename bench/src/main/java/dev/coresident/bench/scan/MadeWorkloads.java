package dev.coresident.bench.scan;

import com.google.common.collect.ImmutableList;
import dev.coresident.bench.scan.engine.Patterns;
import dev.coresident.bench.scan.engine.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Workloads at the ends of a scale: very many words, no match at all, a match in nearly every token, very small inputs. */
final class MadeWorkloads {
    private static final int LOG_BYTES = 16 << 20;
    private static final int SMALL_LOG_BYTES = 4 << 20;
    private static final int PROTEIN_BYTES = 1 << 20;
    private static final int SMALL_BYTES = 1_024;
    private static final int SMALL_FILES = 2_000;
    private static final int MANY_WORDS = 100_000;
    private static final int STEMS = 50;
    private static final int STEM_LETTERS = 7;

    private final Path scratch;

    /** Files go to an empty folder. */
    MadeWorkloads(Path scratch) {
        this.scratch = scratch;
    }

    /** 100,000 words, 1,000 of them planted. */
    Workload manyWords() throws IOException {
        List<String> words = Texts.randomWords(MANY_WORDS, 19);
        return inMemory(
                "100000 literals",
                "100,000 random words of 6 to 12 letters in 16 MiB of generated log text, in which 1,000 of them stand",
                words,
                Patterns.WORDS,
                Texts.log(LOG_BYTES, words.subList(0, 1_000), 23));
    }

    /** 100 words that do not occur. */
    Workload wordsWithoutMatch() throws IOException {
        // An upper-case letter stands nowhere in the text, but not where a search looks first.
        List<String> words = Texts.randomWords(100, 42).stream()
                .map(word -> word.substring(0, 3) + word.substring(3, 4).toUpperCase(Locale.ROOT) + word.substring(4))
                .toList();
        return inMemory(
                "match-free literals",
                "100 random words of 6 to 12 letters, none of which is in 16 MiB of generated log text",
                words,
                Patterns.WORDS,
                Texts.log(LOG_BYTES, List.of("error"), 29));
    }

    /** The text's own most frequent words. */
    Workload wordsEverywhere() throws IOException {
        String text = Texts.log(SMALL_LOG_BYTES, List.of("error"), 31);
        return inMemory(
                "match-dense literals",
                "the 500 most frequent words of 4 letters and more of 4 MiB of generated log text",
                Texts.frequentWords(text, 4, 500),
                Patterns.WORDS,
                text);
    }

    /** 20 regexes that do not match, some of which are always in the middle of something. */
    Workload regexesWithoutMatch() throws IOException {
        List<String> patterns = new ArrayList<>();
        for (String word : Texts.randomWords(10, 47)) {
            patterns.add(word.substring(0, 4) + "[a-z]*-[0-9]+");
            patterns.add("[a-z]+ [0-9]+:" + word.substring(0, 2));
        }
        return inMemory(
                "match-free regexes",
                "20 regexes with a - or a : that 4 MiB of generated log text does not have",
                patterns,
                Patterns.REGEXES,
                Texts.log(SMALL_LOG_BYTES, List.of("error"), 37));
    }

    /**
     * 200 regexes around words of a text.
     *
     * @param text prose
     */
    Workload manyRegexes(String about, String text) throws IOException {
        List<String> patterns = new ArrayList<>();
        for (String stem : Texts.wordsOf(text, STEM_LETTERS, STEMS)) {
            patterns.add("[A-Z][a-z]+ " + stem);
            patterns.add(stem + "[a-z]* [a-z]+ed");
            patterns.add("[a-z]+ " + stem + ", [a-z]+");
            patterns.add(stem.substring(0, STEM_LETTERS - 2) + "(ing|ion|ed|s)");
        }
        return inMemory(
                patterns.size() + " regexes",
                "4 regexes around each of 50 words of " + about,
                patterns,
                Patterns.REGEXES,
                text);
    }

    /** 500 patterns whose states explode. */
    Workload motifs() throws IOException {
        Motifs motifs = new Motifs(41);
        return inMemory(
                "motifs",
                "500 random motifs of amino acids with gaps of varying length, on a random protein of 1 MiB",
                motifs.patterns(500),
                Patterns.SETS,
                motifs.protein(PROTEIN_BYTES));
    }

    /** 2,000 texts of 1 KiB, in memory for those who take them there. */
    Workload smallTexts() throws IOException {
        return small(
                "1 KB texts", "100 literals on 2,000 texts of 1 KiB; Coresident's Scanner reads 2,000 files", true);
    }

    /** 2,000 files of 1 KiB; everybody reads them. */
    Workload smallFiles() throws IOException {
        return small("1 KB files", "100 literals on 2,000 files of 1 KiB, which everybody opens and reads", false);
    }

    private Workload small(String name, String about, boolean inMemory) throws IOException {
        List<String> words = Texts.randomWords(100, 42);
        String log = Texts.log(SMALL_FILES * SMALL_BYTES, words, 7);
        Path folder = Files.createDirectories(scratch.resolve(name.replace(' ', '-')));
        List<Path> files = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < SMALL_FILES; i++) {
            String text = log.substring(i * SMALL_BYTES, (i + 1) * SMALL_BYTES);
            files.add(Files.writeString(folder.resolve("%04d.txt".formatted(i)), text));
            texts.add(text);
        }
        return new Workload(
                name,
                about,
                ImmutableList.copyOf(words),
                Patterns.WORDS,
                ImmutableList.copyOf(files),
                inMemory ? ImmutableList.copyOf(texts) : ImmutableList.of());
    }

    private Workload inMemory(String name, String about, List<String> patterns, Patterns kind, String text)
            throws IOException {
        Path file = scratch.resolve(name.replace(' ', '-') + ".txt");
        Files.writeString(file, text);
        return new Workload(
                name, about, ImmutableList.copyOf(patterns), kind, ImmutableList.of(file), ImmutableList.of(text));
    }
}
