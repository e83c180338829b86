package dev.coresident.automata;

import dev.coresident.automata.syntax.AssertionKind;
import dev.coresident.automata.syntax.Node;
import dev.coresident.oracles.duel.Span;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Matches a tree by sets of places, straight from the definitions; knows nothing of automata. */
final class TreeOracle {

    private final byte[] text;
    private final boolean utf8;

    TreeOracle(byte[] text, boolean utf8) {
        this.text = text;
        this.utf8 = utf8;
    }

    BitSet endsFrom(Node node, int start) {
        BitSet places = new BitSet();
        places.set(start);
        return after(node, places);
    }

    List<Long> allEnds(Node node) {
        BitSet all = new BitSet();
        for (int start = 0; start <= text.length; start++) {
            all.or(endsFrom(node, start));
        }
        return all.stream().mapToObj(Long::valueOf).toList();
    }

    List<Span> spans(Node node) {
        List<Span> spans = new ArrayList<>();
        int position = 0;
        while (position <= text.length) {
            int longest = endsFrom(node, position).length() - 1;
            if (longest >= 0) {
                spans.add(new Span(position, longest));
            }
            position = longest > position ? longest : position + 1;
        }
        return spans;
    }

    private BitSet after(Node node, BitSet places) {
        return switch (node) {
            case Node.Empty _ -> places;
            case Node.Assertion(AssertionKind kind) -> {
                BitSet kept = new BitSet();
                places.stream().filter(place -> holds(kind, place)).forEach(kept::set);
                yield kept;
            }
            case Node.Symbols symbols -> {
                BitSet next = new BitSet();
                places.stream().forEach(place -> take(symbols, place, next));
                yield next;
            }
            case Node.Concat concat -> {
                BitSet now = places;
                for (Node part : concat.parts()) {
                    now = after(part, now);
                }
                yield now;
            }
            case Node.Alternate alternate -> {
                BitSet all = new BitSet();
                for (Node branch : alternate.branches()) {
                    all.or(after(branch, places));
                }
                yield all;
            }
            case Node.Repeat repeat -> repeated(repeat, places);
        };
    }

    private BitSet repeated(Node.Repeat repeat, BitSet places) {
        BitSet now = places;
        for (int i = 0; i < repeat.min(); i++) {
            now = after(repeat.body(), now);
        }
        BitSet all = (BitSet) now.clone();
        int more = repeat.max() == Node.Repeat.UNBOUNDED ? text.length + 1 : repeat.max() - repeat.min();
        for (int i = 0; i < more; i++) {
            now = after(repeat.body(), now);
            all.or(now);
        }
        return all;
    }

    private void take(Node.Symbols symbols, int place, BitSet next) {
        if (place == text.length) {
            return;
        }
        if (!utf8) {
            if (symbols.set().contains(text[place] & 0xFF)) {
                next.set(place + 1);
            }
            return;
        }
        for (int length = 1; length <= 4 && place + length <= text.length; length++) {
            String decoded = new String(text, place, length, java.nio.charset.StandardCharsets.UTF_8);
            boolean whole = decoded.codePointCount(0, decoded.length()) == 1
                    && java.util.Arrays.equals(
                            decoded.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                            java.util.Arrays.copyOfRange(text, place, place + length));
            if (whole && symbols.set().contains(decoded.codePointAt(0))) {
                next.set(place + length);
            }
        }
    }

    private boolean holds(AssertionKind kind, int place) {
        int length = text.length;
        boolean end = place == length;
        boolean newlineAhead = !end && text[place] == '\n';
        return switch (kind) {
            case BEGIN_TEXT -> place == 0;
            case END_TEXT -> end;
            case END_TEXT_OR_FINAL_NEWLINE -> end || (newlineAhead && place == length - 1);
            case BEGIN_LINE -> place == 0 || (text[place - 1] == '\n' && !end);
            case END_LINE -> end || newlineAhead;
            case WORD_BOUNDARY -> word(place - 1) != word(place);
            case NOT_WORD_BOUNDARY -> word(place - 1) == word(place);
        };
    }

    private boolean word(int place) {
        return place >= 0
                && place < text.length
                && (text[place] == '_' || (text[place] >= 0 && Character.isLetterOrDigit(text[place])));
    }
}
