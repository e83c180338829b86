package dev.coresident.bench.scan;

import com.google.common.collect.ImmutableList;
import dev.coresident.bench.scan.engine.Patterns;
import dev.coresident.bench.scan.engine.SetPatterns;
import dev.coresident.bench.scan.engine.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The workloads, from a folder of public data if there is one, else from generated text and the JDK's own files. */
final class Workloads {
    private static final int LOG_BYTES = 16 << 20;
    private static final int DICTIONARY_WORDS = 2_663;
    private static final int DICTIONARY_LETTERS = 10;
    private static final int BOOK_BYTES = 900_000;
    private static final String SOURCES = "java.base/java/";

    /** Regexes on English prose, most of which match often. */
    private static final ImmutableList<String> PROSE = ImmutableList.of(
            "[A-Z][a-z]+ [A-Z][a-z]+",
            "[a-z]+ing",
            "(Mr|Mrs|Dr)\\. [A-Z][a-z]+",
            "[0-9]{1,4}",
            "[a-z]{12,}",
            "the [a-z]+ of the [a-z]+",
            "[Hh]olmes",
            "[aeiou]{3}",
            "(he|she|it) (was|had|is) [a-z]+",
            "[a-z]+, [a-z]+, and [a-z]+",
            "[A-Z]{2,}",
            "[a-z]+-[a-z]+",
            "(street|road|house|door|room)s?",
            "[a-z]+(tion|ment|ness)",
            "I (have|am|was|had) [a-z]+",
            "w[a-z]*n",
            "[a-z]+ly [a-z]+ed",
            "(no|yes),? (sir|madam)",
            "q[a-z]{4,8}",
            "[a-z]\\. [A-Z]");

    /** Rules for source code. */
    private static final ImmutableList<String> CODE = ImmutableList.of(
            "since [0-9]+",
            "https?://[a-z./]+",
            "Copyright \\(c\\) [0-9]{4}",
            "[A-Z][a-z]+Exception",
            "0x[0-9a-fA-F]{4,8}",
            "synchronized",
            "volatile",
            "deprecated",
            "throw new [A-Za-z]+",
            "private static final [a-z]+",
            "assert [a-z]+",
            "instanceof [A-Z][a-z]+",
            "password",
            "java\\.util\\.[a-z]+",
            "Thread",
            "serialVersionUID",
            "unsafe",
            "[0-9]+L",
            "super\\([a-z]*\\)",
            "native [a-z]+");

    private final @Nullable Path data;
    private final @Nullable Path folder;
    private final Path scratch;

    /**
     * What is to be made.
     *
     * @param data a folder with {@code haystacks}, {@code dictionaries} and {@code anmlzoo}, or null
     * @param folder the real folder, or null for the JDK's own sources
     * @param scratch an empty folder for texts that are made
     */
    Workloads(@Nullable Path data, @Nullable Path folder, Path scratch) {
        this.data = data;
        this.folder = folder;
        this.scratch = scratch;
    }

    /** Makes workloads one by one, so that their texts need not be in memory together. */
    @FunctionalInterface
    interface Making {
        /** Makes one. */
        Workload make() throws IOException;
    }

    /**
     * All, by the beginning of their names.
     *
     * @param wanted how names must begin, or null for all
     */
    List<Making> all(@Nullable String wanted) {
        MadeWorkloads made = new MadeWorkloads(scratch);
        Map<String, Making> all = new LinkedHashMap<>();
        List<String> literals = Texts.randomWords(100, 42);
        all.put("1 literal", () -> rareWord(literals));
        all.put("100 literals", () -> hundredWords(literals));
        all.put(data == null ? "words of the licences" : "2663 words", this::dictionary);
        all.put("100000 literals", made::manyWords);
        all.put("match-free literals", made::wordsWithoutMatch);
        all.put("match-dense literals", made::wordsEverywhere);
        all.put("20 regexes", this::prose);
        all.put("200 regexes", () -> made.manyRegexes(proseName(), proseText()));
        all.put("match-free regexes", made::regexesWithoutMatch);
        all.put("motifs", made::motifs);
        all.put("1 KB texts", made::smallTexts);
        all.put("1 KB files", made::smallFiles);
        all.put("a folder", this::realFolder);
        if (data != null) {
            all.put("PowerEN", () -> set("PowerEN", "poweren_1MB.input"));
            all.put("Dotstar", () -> set("Dotstar", "backdoor_1MB.input"));
        }
        return all.entrySet().stream()
                .filter(entry -> wanted == null || entry.getKey().startsWith(wanted))
                .map(Map.Entry::getValue)
                .toList();
    }

    private Workload hundredWords(List<String> words) throws IOException {
        return inMemory(
                "100 literals",
                "100 random words of 6 to 12 letters in 16 MiB of generated log text, one token in 700 being one of them",
                words,
                Patterns.WORDS,
                Texts.log(LOG_BYTES, words, 7));
    }

    private Workload rareWord(List<String> words) throws IOException {
        return inMemory(
                "1 literal",
                "one of those words in the same text",
                words.subList(0, 1),
                Patterns.WORDS,
                Texts.log(LOG_BYTES, words, 7));
    }

    /** A set of ANMLZoo's. */
    private Workload set(String name, String input) throws IOException {
        Path folder = Objects.requireNonNull(data).resolve("anmlzoo");
        SetPatterns patterns = SetPatterns.read(folder.resolve(name + ".regex"));
        return inMemory(
                name,
                "the %,d of %,d patterns of ANMLZoo's %s that Coresident and Hyperscan take, on %s"
                        .formatted(patterns.kept().size(), patterns.lines(), name, input),
                patterns.kept(),
                Patterns.SETS,
                Texts.ascii(folder.resolve(input)));
    }

    private Workload dictionary() throws IOException {
        if (data != null) {
            List<String> words = Files.readAllLines(data.resolve("dictionaries/length-15.txt")).stream()
                    .filter(word -> !word.isBlank())
                    .toList();
            return inMemory(
                    words.size() + " words",
                    "dictionaries/length-15.txt on haystacks/opensubtitles-en-sampled.txt",
                    words,
                    Patterns.WORDS,
                    Texts.ascii(data.resolve("haystacks/opensubtitles-en-sampled.txt")));
        }
        String book = book();
        List<String> words = Texts.wordsOf(book, DICTIONARY_LETTERS, DICTIONARY_WORDS);
        return inMemory(
                words.size() + " words",
                "words of 10 letters and more that the text has, in the first 900,000 bytes of the JDK's licences",
                words,
                Patterns.WORDS,
                book);
    }

    private Workload prose() throws IOException {
        return inMemory("20 regexes", "prose regexes on " + proseName(), PROSE, Patterns.REGEXES, proseText());
    }

    private String proseName() {
        return data == null ? "the first 900,000 bytes of the JDK's licences" : "haystacks/sherlock.txt";
    }

    private String proseText() throws IOException {
        return data == null ? book() : Texts.ascii(data.resolve("haystacks/sherlock.txt"));
    }

    /** Prose that every JDK brings: its licences. */
    private static String book() throws IOException {
        Path legal = Path.of(System.getProperty("java.home"), "legal");
        StringBuilder text = new StringBuilder();
        if (Files.isDirectory(legal)) {
            for (Path file : files(legal)) {
                text.append(Texts.ascii(file));
            }
        }
        if (text.length() < 1_000) {
            text.append(Texts.log(BOOK_BYTES, List.of("internationalization"), 11));
        }
        text.setLength(Math.min(text.length(), BOOK_BYTES));
        return text.toString();
    }

    private Workload realFolder() throws IOException {
        List<Path> files = folder == null ? Texts.unpackSources(SOURCES, scratch.resolve("sources")) : files(folder);
        String about = folder == null
                ? "code rules on " + files.size() + " files of the JDK's sources (" + SOURCES + " of its src.zip)"
                : "code rules on " + files.size() + " files of the folder given";
        if (files.isEmpty()) {
            files = files(Path.of(System.getProperty("java.home"), "legal"));
            about = "code rules on the " + files.size() + " files of the JDK's licences: this JDK has no src.zip";
        }
        return new Workload("a folder", about, CODE, Patterns.REGEXES, ImmutableList.copyOf(files), ImmutableList.of());
    }

    private Workload inMemory(String name, String about, List<String> patterns, Patterns kind, String text)
            throws IOException {
        Path file = scratch.resolve(name.replace(' ', '-') + ".txt");
        Files.writeString(file, text);
        return new Workload(
                name, about, ImmutableList.copyOf(patterns), kind, ImmutableList.of(file), ImmutableList.of(text));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> paths = Files.walk(folder)) {
            return new ArrayList<>(paths.filter(Files::isRegularFile).sorted().toList());
        }
    }
}
