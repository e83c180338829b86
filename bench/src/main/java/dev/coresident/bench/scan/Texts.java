package dev.coresident.bench.scan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Texts and words: made from a seed, or from the files of the JDK that runs this. */
public final class Texts {
    private static final String LETTERS = "etaoinshrdlucmfwypvbgkjqxz";
    private static final int VOCABULARY = 5_000;
    private static final Pattern LOWER_CASE_WORD = Pattern.compile("[a-z]+");

    private Texts() {}

    /** Words of 6 to 12 letters, each as likely as any other. */
    public static List<String> randomWords(int count, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TreeSet<String> words = new TreeSet<>();
        while (words.size() < count) {
            StringBuilder word = new StringBuilder();
            for (int letters = random.nextInt(6, 13); letters > 0; letters--) {
                word.append((char) random.nextInt('a', 'z' + 1));
            }
            words.add(word.toString());
        }
        return List.copyOf(words);
    }

    /** Lines of words and numbers like a log's; one token in 700 is one of the words given. */
    public static String log(int bytes, List<String> planted, long seed) {
        Random random = new Random(seed);
        String[] vocabulary = new String[VOCABULARY];
        for (int i = 0; i < VOCABULARY; i++) {
            StringBuilder word = new StringBuilder();
            for (int letters = 2 + random.nextInt(9); letters > 0; letters--) {
                word.append(LETTERS.charAt(Math.min(25, (int) Math.abs(random.nextGaussian() * 9))));
            }
            vocabulary[i] = word.toString();
        }
        StringBuilder text = new StringBuilder(bytes + 32);
        while (text.length() < bytes) {
            int kind = random.nextInt(700);
            if (kind == 0) {
                text.append(planted.get(random.nextInt(planted.size())));
            } else if (kind < 30) {
                text.append(1_000 + random.nextInt(100_000));
            } else {
                text.append(vocabulary[Math.min(VOCABULARY - 1, (int) Math.abs(random.nextGaussian() * 1_200))]);
            }
            text.append(random.nextInt(12) == 0 ? '\n' : ' ');
        }
        text.setLength(bytes);
        return text.toString();
    }

    /** A file with every byte above 127 replaced, so that chars, bytes and code points are the same to every engine. */
    static String ascii(Path file) throws IOException {
        return ascii(Files.readAllBytes(file));
    }

    private static String ascii(byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] < 0) {
                bytes[i] = '?';
            }
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The most frequent lower-case words of a text of at least so many letters, at most so many. */
    static List<String> frequentWords(String text, int letters, int most) {
        Map<String, Integer> counts = new TreeMap<>();
        Matcher matcher = LOWER_CASE_WORD.matcher(text);
        while (matcher.find()) {
            if (matcher.end() - matcher.start() >= letters) {
                counts.merge(matcher.group(), 1, Integer::sum);
            }
        }
        return counts.entrySet().stream()
                .sorted((one, other) -> other.getValue() - one.getValue())
                .limit(most)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The lower-case words of a text of at least so many letters, in the order of the alphabet, at most so many, evenly picked. */
    static List<String> wordsOf(String text, int letters, int most) {
        TreeSet<String> words = new TreeSet<>();
        Matcher matcher = LOWER_CASE_WORD.matcher(text);
        while (matcher.find()) {
            if (matcher.end() - matcher.start() >= letters) {
                words.add(matcher.group());
            }
        }
        List<String> all = new ArrayList<>(words);
        List<String> picked = new ArrayList<>();
        int count = Math.min(most, all.size());
        for (int i = 0; i < count; i++) {
            picked.add(all.get((int) ((long) i * all.size() / count)));
        }
        return picked;
    }

    /** The JDK's own sources under a folder of its src.zip, unpacked; empty if this JDK came without them. */
    static List<Path> unpackSources(String folder, Path into) throws IOException {
        Path archive = Path.of(System.getProperty("java.home"), "lib", "src.zip");
        List<Path> files = new ArrayList<>();
        if (Files.isReadable(archive)) {
            try (ZipFile zip = new ZipFile(archive.toFile())) {
                List<? extends ZipEntry> entries = zip.stream()
                        .filter(entry -> entry.getName().startsWith(folder)
                                && entry.getName().endsWith(".java"))
                        .sorted((one, other) -> one.getName().compareTo(other.getName()))
                        .toList();
                for (ZipEntry entry : entries) {
                    Path file = into.resolve(entry.getName());
                    Files.createDirectories(file.getParent());
                    try (var bytes = zip.getInputStream(entry)) {
                        Files.writeString(file, ascii(bytes.readAllBytes()));
                    }
                    files.add(file);
                }
            }
        }
        return files;
    }
}
