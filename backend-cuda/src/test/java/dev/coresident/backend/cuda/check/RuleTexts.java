package dev.coresident.backend.cuda.check;

import dev.coresident.automata.BadRules;
import dev.coresident.automata.CompileLimits;
import dev.coresident.automata.Rule;
import dev.coresident.automata.RulePlace;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.syntax.PatternFlags;
import dev.coresident.automata.syntax.PatternLimits;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * What is scanned: a rule set and files.
 *
 * @param name the workload
 * @param rules compiled
 * @param taken how many patterns are in them
 * @param of how many patterns there were
 * @param files texts, made here or ANMLZoo's
 */
record RuleTexts(String name, RuleSet rules, int taken, int of, List<Path> files) {

    /** 100 literals, 200 expressions and 4 over made texts. */
    static List<RuleTexts> made(Path scratch, int bytes) throws IOException {
        SplittableRandom random = new SplittableRandom(42);
        List<String> words = IntStream.range(0, 300).mapToObj(i -> word(random)).toList();
        List<Path> files = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            // Of no multiple of anything, one of them empty.
            files.add(Files.write(
                    scratch.resolve("text-" + i + ".txt"), text(random, words, i == 3 ? 0 : bytes / 3 - 7 * i)));
        }
        List<String> shapes = List.of("%s", "%s[0-9]{2,4}", "(?i)%s\\s+[a-z]+x", "[a-f]%s(on|ing)?", "%s.{0,3}%s");
        List<String> expressions = IntStream.range(0, 200)
                .mapToObj(i -> String.format(shapes.get(i % 5), words.get(100 + i), words.get(i)))
                .toList();
        List<RuleTexts> all = new ArrayList<>();
        all.add(of("100 literals", words.subList(0, 100), files));
        all.add(of("200 expressions", expressions, files));
        // Few enough for a table that a warp keeps near.
        all.add(of(
                "4 expressions",
                List.of(expressions.get(1), expressions.get(3), expressions.get(6), expressions.get(8)),
                files));
        return all;
    }

    /** A set of ANMLZoo's: {@code anmlzoo/NAME.regex}, a pattern a line, over a file beside it. */
    static RuleTexts zoo(Path data, String name, String input) throws IOException {
        Path folder = data.resolve("anmlzoo");
        List<String> lines = Files.readAllLines(folder.resolve(name + ".regex"), StandardCharsets.ISO_8859_1);
        Path text = folder.resolve(input);
        if (!Files.isReadable(text)) {
            throw new NoSuchFileException(text.toString());
        }
        return of(name, lines.stream().filter(line -> !line.isEmpty()).toList(), List.of(text));
    }

    /** Compiles what can be; the rest is counted. */
    static RuleTexts of(String name, List<String> patterns, List<Path> files) {
        List<Rule> rules = new ArrayList<>();
        for (int id = 0; id < patterns.size(); id++) {
            byte[] pattern = patterns.get(id).getBytes(StandardCharsets.ISO_8859_1);
            if (Rule.read(id, pattern, PatternFlags.NONE, new RulePlace("check", id + 1, 1), PatternLimits.DEFAULT)
                    instanceof Rule.Outcome.Read(Rule rule)) {
                rules.add(rule);
            }
        }
        return switch (RuleSet.compile("check", rules, CompileLimits.DEFAULT, BadRules.SKIP)) {
            case RuleSet.Outcome.Compiled(RuleSet set, var skipped) ->
                new RuleTexts(name, set, rules.size() - skipped.size(), patterns.size(), files);
            case RuleSet.Outcome.Refused(var problem) -> throw new IllegalArgumentException(problem.toString());
        };
    }

    private static String word(SplittableRandom random) {
        StringBuilder word = new StringBuilder();
        for (int letters = random.nextInt(5, 10); letters > 0; letters--) {
            word.append((char) random.nextInt('a', 'z' + 1));
        }
        return word.toString();
    }

    private static byte[] text(SplittableRandom random, List<String> words, int bytes) {
        StringBuilder text = new StringBuilder(bytes + 16);
        while (text.length() < bytes) {
            int kind = random.nextInt(60);
            text.append(
                    kind < 6
                            ? words.get(random.nextInt(words.size()))
                            : kind < 9 ? "" + random.nextInt(9_999) : word(random));
            text.append(random.nextInt(12) == 0 ? '\n' : ' ');
        }
        text.setLength(bytes);
        return text.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    long bytes() throws IOException {
        long sum = 0;
        for (Path file : files) {
            sum += Files.size(file);
        }
        return sum;
    }
}
