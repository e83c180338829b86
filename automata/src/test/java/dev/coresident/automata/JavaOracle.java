package dev.coresident.automata;

import dev.coresident.oracles.duel.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Leftmost-longest spans out of java.util.regex, by trying every region. */
final class JavaOracle {

    private JavaOracle() {}

    private static boolean matches(Matcher matcher, int start, int end) {
        return matcher.region(start, end)
                .useTransparentBounds(true)
                .useAnchoringBounds(false)
                .matches();
    }

    static List<Span> spans(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        List<Span> spans = new ArrayList<>();
        int position = 0;
        while (position <= text.length()) {
            int longest = text.length();
            while (longest >= position && !matches(matcher, position, longest)) {
                longest--;
            }
            if (longest >= position) {
                spans.add(new Span(position, longest));
            }
            position = longest > position ? longest : position + 1;
        }
        return spans;
    }
}
