package dev.coresident.oracles.duel;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** All ends and leftmost-longest spans out of java.util.regex, by asking it about every region of a text. One thread. */
public final class JavaSearch {
    private final Matcher matcher;
    private final String text;

    /** Char indices between two code points, ascending. */
    private final List<Integer> borders = new ArrayList<>();

    /** Byte offsets of the borders. */
    private final List<Long> offsets = new ArrayList<>();

    private JavaSearch(DuelRule rule, String text) {
        this.text = text;
        int flags = Pattern.UNIX_LINES
                | (rule.utf8() ? Pattern.UNICODE_CASE : 0)
                | (rule.has('i') ? Pattern.CASE_INSENSITIVE : 0)
                | (rule.has('s') ? Pattern.DOTALL : 0)
                | (rule.has('m') ? Pattern.MULTILINE : 0);
        this.matcher = Pattern.compile(rule.java(), flags)
                .matcher(text)
                .useTransparentBounds(true)
                .useAnchoringBounds(false);
        long offset = 0;
        for (int at = 0; at <= text.length(); ) {
            borders.add(at);
            offsets.add(offset);
            if (at == text.length()) {
                break;
            }
            int symbol = text.codePointAt(at);
            offset += rule.utf8() ? Character.toString(symbol).getBytes(StandardCharsets.UTF_8).length : 1;
            at += Character.charCount(symbol);
        }
    }

    /**
     * Why a rule or an input is none for java.util.regex, or null.
     *
     * @param longest bytes of input above which it would take too long
     */
    public static @Nullable String unfit(DuelRule rule, String input, int longest) {
        if (input.length() > longest) {
            return "the input is long";
        }
        if (repeatsEmpty(rule.tree())) {
            return "a body that may be empty repeats, of which it leaves some ways out";
        }
        if (!rule.utf8()) {
            return null;
        }
        String decoded = decoded(input);
        if (decoded == null) {
            return "the input is no UTF-8";
        }
        boolean bounded = rule.java().contains("\\b") || rule.java().contains("\\B");
        return bounded && decoded.codePoints().anyMatch(JavaSearch::isMark)
                ? "a mark on a letter, which its word boundaries count to words"
                : null;
    }

    /** A search of an input that is not {@link #unfit}. */
    public static JavaSearch of(DuelRule rule, String input) {
        String decoded = rule.utf8() ? decoded(input) : input;
        if (decoded == null) {
            throw new IllegalArgumentException("the input is no UTF-8");
        }
        return new JavaSearch(rule, decoded);
    }

    private static @Nullable String decoded(String input) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(DuelCase.bytes(input)))
                    .toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static boolean isMark(int symbol) {
        return Character.getType(symbol) == Character.NON_SPACING_MARK;
    }

    private static boolean repeatsEmpty(Tree tree) {
        return switch (tree) {
            case Tree.Nothing _, Tree.Symbol _, Tree.Dot _, Tree.SymbolClass _, Tree.Assertion _ -> false;
            case Tree.Sequence sequence -> sequence.parts().stream().anyMatch(JavaSearch::repeatsEmpty);
            case Tree.Choice choice -> choice.branches().stream().anyMatch(JavaSearch::repeatsEmpty);
            case Tree.Repeat repeat -> mayBeEmpty(repeat.body()) || repeatsEmpty(repeat.body());
            case Tree.Group group -> repeatsEmpty(group.body());
        };
    }

    private static boolean mayBeEmpty(Tree tree) {
        return switch (tree) {
            case Tree.Nothing _, Tree.Assertion _ -> true;
            case Tree.Symbol _, Tree.Dot _, Tree.SymbolClass _ -> false;
            case Tree.Sequence sequence -> sequence.parts().stream().allMatch(JavaSearch::mayBeEmpty);
            case Tree.Choice choice -> choice.branches().stream().anyMatch(JavaSearch::mayBeEmpty);
            case Tree.Repeat repeat -> repeat.min() == 0 || mayBeEmpty(repeat.body());
            case Tree.Group group -> mayBeEmpty(group.body());
        };
    }

    /** The byte offsets between two symbols: java.util.regex knows of no others. */
    public List<Long> borders() {
        return List.copyOf(offsets);
    }

    /** Every border where a match from a border ends, as byte offsets, ascending. */
    public List<Long> ends() {
        TreeSet<Long> ends = new TreeSet<>();
        for (int start = 0; start < borders.size(); start++) {
            for (int end = start; end < borders.size(); end++) {
                if (!ends.contains(offsets.get(end)) && matches(start, end)) {
                    ends.add(offsets.get(end));
                }
            }
        }
        return List.copyOf(ends);
    }

    /** Leftmost-longest matches from border to border. */
    public List<Span> spans() {
        List<Span> spans = new ArrayList<>();
        int position = 0;
        while (position < borders.size()) {
            int longest = borders.size() - 1;
            while (longest >= position && !matches(position, longest)) {
                longest--;
            }
            if (longest >= position) {
                spans.add(new Span(offsets.get(position), offsets.get(longest)));
            }
            position = longest > position ? longest : position + 1;
        }
        return spans;
    }

    private boolean matches(int start, int end) {
        return matcher.region(borders.get(start), borders.get(end)).matches();
    }

    @Override
    public String toString() {
        return matcher.pattern() + " on " + text;
    }
}
