package dev.coresident.automata;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.UnsignedInts;
import dev.coresident.automata.syntax.PatternFlags;
import dev.coresident.automata.syntax.PatternLimits;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads the lines of one rule file. */
final class RuleFileReader {

    private static final String SHAPE = "a rule is ID:/pattern/flags";

    private final String name;
    private final byte[] content;
    private final PatternLimits limits;
    private final BadRules badRules;
    private final List<Rule> rules = new ArrayList<>();
    private final List<RuleProblem> problems = new ArrayList<>();
    private final Map<Integer, Integer> lineOfId = new HashMap<>();

    RuleFileReader(String name, byte[] content, PatternLimits limits, BadRules badRules) {
        this.name = name;
        this.content = content;
        this.limits = limits;
        this.badRules = badRules;
    }

    RuleFile.Outcome read(String label) {
        int line = 1;
        for (int start = afterMark(content); start < content.length; line++) {
            int newline = start;
            while (newline < content.length && content[newline] != '\n') {
                newline++;
            }
            int end = newline > start && content[newline - 1] == '\r' ? newline - 1 : newline;
            readLine(line, start, end);
            if (badRules == BadRules.STOP && !problems.isEmpty()) {
                return new RuleFile.Outcome.Refused(problems.getFirst());
            }
            start = newline + 1;
        }
        return new RuleFile.Outcome.Read(
                new RuleFile(label, ImmutableList.copyOf(rules), ImmutableList.copyOf(problems)));
    }

    /** Where the text begins: behind a byte order mark, which some editors put in front of UTF-8. */
    private static int afterMark(byte[] content) {
        return content.length >= 3
                        && content[0] == (byte) 0xEF
                        && content[1] == (byte) 0xBB
                        && content[2] == (byte) 0xBF
                ? 3
                : 0;
    }

    private void readLine(int line, int start, int end) {
        int first = start;
        while (first < end && (content[first] == ' ' || content[first] == '\t')) {
            first++;
        }
        if (first == end || content[first] == '#') {
            return;
        }
        int digits = first;
        long id = 0;
        while (digits < end && content[digits] >= '0' && content[digits] <= '9') {
            id = Math.min(10 * id + (content[digits] - '0'), 1L << 32);
            digits++;
        }
        if (digits == first || id > UnsignedInts.toLong(-1)) {
            bad(
                    line,
                    first - start,
                    digits == first
                            ? "the line does not start with a number; " + SHAPE
                            : "the number is above 4294967295, the largest u32");
        } else if (digits == end || content[digits] != ':') {
            bad(line, digits - start, "a colon must follow the number; " + SHAPE);
        } else if (digits + 1 >= end || content[digits + 1] != '/') {
            bad(line, digits + 1 - start, "a slash must follow the colon; " + SHAPE);
        } else {
            readRule(line, start, digits + 2, end, (int) id);
        }
    }

    private void readRule(int line, int start, int patternStart, int end, int id) {
        int slash = end - 1;
        while (slash >= patternStart && content[slash] != '/') {
            slash--;
        }
        if (slash < patternStart) {
            bad(line, end - start, "no slash ends the pattern; " + SHAPE);
            return;
        }
        int last = end;
        while (last > slash + 1 && (content[last - 1] == ' ' || content[last - 1] == '\t')) {
            last--;
        }
        StringBuilder letters = new StringBuilder();
        for (int at = slash + 1; at < last; at++) {
            if (!PatternFlags.isFlag(content[at])) {
                bad(line, at - start, "'" + printable(content[at]) + "' is no flag: use letters of ism8HD");
                return;
            }
            letters.append((char) content[at]);
        }
        Integer earlier = lineOfId.putIfAbsent(id, line);
        if (earlier != null) {
            problems.add(new RuleProblem(new RulePlace(name, line, 1), new RuleProblem.DuplicateId(id, earlier, line)));
            return;
        }
        RulePlace place = new RulePlace(name, line, patternStart - start + 1);
        byte[] pattern = Arrays.copyOfRange(content, patternStart, slash);
        switch (Rule.read(id, pattern, PatternFlags.of(letters.toString()), place, limits)) {
            case Rule.Outcome.Read(Rule rule) -> rules.add(rule);
            case Rule.Outcome.Refused(RuleProblem problem) -> problems.add(problem);
        }
    }

    private static String printable(byte value) {
        return value >= ' ' && value < 0x7F ? String.valueOf((char) value) : String.format("\\x%02X", value & 0xFF);
    }

    private void bad(int line, int offset, String message) {
        problems.add(new RuleProblem(new RulePlace(name, line, offset + 1), new RuleProblem.BadLine(message)));
    }
}
