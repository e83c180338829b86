package dev.coresident.automata;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ends and leftmost-longest spans out of java.util.regex, by trying every region. */
final class JavaOracle {

    private JavaOracle() {}

    static boolean matches(Matcher matcher, int start, int end) {
        return matcher.region(start, end)
                .useTransparentBounds(true)
                .useAnchoringBounds(false)
                .matches();
    }

    static List<Long> allEnds(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        BitSet ends = new BitSet();
        for (int start = 0; start <= text.length(); start++) {
            for (int end = start; end <= text.length(); end++) {
                if (!ends.get(end) && matches(matcher, start, end)) {
                    ends.set(end);
                }
            }
        }
        return ends.stream().mapToObj(Long::valueOf).toList();
    }

    static List<TreeOracle.Span> spans(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        List<TreeOracle.Span> spans = new ArrayList<>();
        int position = 0;
        while (position <= text.length()) {
            int longest = text.length();
            while (longest >= position && !matches(matcher, position, longest)) {
                longest--;
            }
            if (longest >= position) {
                spans.add(new TreeOracle.Span(position, longest));
            }
            position = longest > position ? longest : position + 1;
        }
        return spans;
    }
}
