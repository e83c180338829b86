package dev.coresident.automata.scan;

import dev.coresident.automata.match.Report;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What must come out, asked of java.util.regex about every piece of the whole text. Slow, and shares no code with the scanner. */
final class Oracle {
    /**
     * A rule.
     *
     * @param label the tenant's
     * @param order place among all rules
     */
    record Rule(String label, int order, int id, String pattern, String flags) {
        String line() {
            return id + ":/" + pattern + "/" + flags;
        }
    }

    private record Hit(long start, long end, Rule rule) {}

    private Oracle() {}

    static List<String> lines(String file, byte[] content, List<Rule> rules, Report report) {
        String text = new String(content, StandardCharsets.ISO_8859_1);
        List<Hit> hits = new ArrayList<>();
        for (Rule rule : rules) {
            List<Hit> ofRule = report == Report.ENDS ? ends(text, rule) : spans(text, rule);
            hits.addAll(rule.flags().contains("H") ? ofRule.subList(0, Math.min(1, ofRule.size())) : ofRule);
        }
        hits.sort(Comparator.comparingLong(Hit::start)
                .thenComparingLong(Hit::end)
                .thenComparingInt(hit -> hit.rule().order()));
        return hits.stream()
                .map(hit ->
                        file + " " + hit.rule().label() + "/" + hit.rule().id() + " " + hit.start() + " " + hit.end())
                .toList();
    }

    private static List<Hit> ends(String text, Rule rule) {
        Matcher matcher = matcher(text, rule);
        List<Hit> hits = new ArrayList<>();
        for (int end = 0; end <= text.length(); end++) {
            for (int start = end; start >= 0; start--) {
                if (matcher.region(start, end).matches()) {
                    hits.add(new Hit(end, end, rule));
                    break;
                }
            }
        }
        return hits;
    }

    private static List<Hit> spans(String text, Rule rule) {
        Matcher matcher = matcher(text, rule);
        List<Hit> hits = new ArrayList<>();
        for (int start = 0; start <= text.length(); ) {
            int end = text.length();
            while (end >= start && !matcher.region(start, end).matches()) {
                end--;
            }
            if (end < start) {
                start++;
            } else {
                hits.add(new Hit(start, end, rule));
                start = end == start ? end + 1 : end;
            }
        }
        return hits;
    }

    private static Matcher matcher(String text, Rule rule) {
        int flags = Pattern.UNIX_LINES
                | (rule.flags().contains("i") ? Pattern.CASE_INSENSITIVE : 0)
                | (rule.flags().contains("s") ? Pattern.DOTALL : 0);
        return Pattern.compile(rule.pattern(), flags)
                .matcher(text)
                .useAnchoringBounds(false)
                .useTransparentBounds(true);
    }
}
