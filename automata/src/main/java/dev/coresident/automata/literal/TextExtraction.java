package dev.coresident.automata.literal;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.syntax.Node;
import dev.coresident.automata.syntax.SymbolSet;
import dev.coresident.spi.program.LiteralLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a pattern out as texts, if it is a few: texts, alternatives, small sets and small repeats of them, without assertions and
 * never empty. A set of a letter's two cases stays one place as long as all letters of the text are such; else it is written out.
 */
public final class TextExtraction {
    /** Texts of one rule at most. */
    public static final int MOST_TEXTS = 64;

    /** Bit of a place: the letter, which is lower case, matches both cases. */
    private static final int BOTH_CASES = 0x100;

    private final boolean utf8;

    private TextExtraction(boolean utf8) {
        this.utf8 = utf8;
    }

    /**
     * The texts of a tree; empty if it is not a few texts. Bounded by {@link #MOST_TEXTS} and {@link LiteralLayout#LONGEST}.
     *
     * @param utf8 whether its symbols are code points
     */
    public static ImmutableList<Text> of(Node root, boolean utf8) {
        TextExtraction extraction = new TextExtraction(utf8);
        List<int[]> written = extraction.write(root);
        if (written == null) {
            return ImmutableList.of();
        }
        Set<Text> texts = new LinkedHashSet<>();
        for (int[] places : written) {
            if (places.length == 0 || !addTexts(places, texts)) {
                return ImmutableList.of();
            }
        }
        return ImmutableList.copyOf(texts);
    }

    /** Everything the node matches, or null if that is too much or is no text. */
    private @Nullable List<int[]> write(Node node) {
        return switch (node) {
            case Node.Empty _ -> List.of(new int[0]);
            case Node.Assertion _ -> null;
            case Node.Symbols(SymbolSet set) -> symbols(set);
            case Node.Concat(ImmutableList<Node> parts) -> sequence(parts);
            case Node.Alternate(ImmutableList<Node> branches) -> {
                List<int[]> all = new ArrayList<>();
                for (Node branch : branches) {
                    List<int[]> some = write(branch);
                    if (some == null || all.size() + some.size() > MOST_TEXTS) {
                        yield null;
                    }
                    all.addAll(some);
                }
                yield all;
            }
            case Node.Repeat repeat -> repeat(repeat);
        };
    }

    private @Nullable List<int[]> sequence(List<Node> parts) {
        if (parts.size() > LiteralLayout.LONGEST) {
            return null;
        }
        List<int[]> all = List.of(new int[0]);
        int run = 0;
        int[] single = new int[parts.size()];
        for (Node part : parts) { // most are long runs of single symbols: those are joined in one step
            List<int[]> some = write(part);
            if (some != null && some.size() == 1 && some.getFirst().length == 1) {
                single[run++] = some.getFirst()[0];
                continue;
            }
            all = some == null ? null : product(product(all, List.of(Arrays.copyOf(single, run))), some);
            run = 0;
            if (all == null) {
                return null;
            }
        }
        return product(all, List.of(Arrays.copyOf(single, run)));
    }

    private static @Nullable List<int[]> product(@Nullable List<int[]> left, List<int[]> right) {
        if (left == null || (long) left.size() * right.size() > MOST_TEXTS) {
            return null;
        }
        List<int[]> all = new ArrayList<>();
        for (int[] first : left) {
            for (int[] second : right) {
                if (first.length + second.length > LiteralLayout.LONGEST) {
                    return null;
                }
                int[] both = Arrays.copyOf(first, first.length + second.length);
                System.arraycopy(second, 0, both, first.length, second.length);
                all.add(both);
            }
        }
        return all;
    }

    private @Nullable List<int[]> repeat(Node.Repeat repeat) {
        if (repeat.max() == Node.Repeat.UNBOUNDED || repeat.max() > LiteralLayout.LONGEST) {
            return null;
        }
        List<int[]> body = write(repeat.body());
        List<int[]> power = body == null ? null : List.of(new int[0]);
        List<int[]> all = new ArrayList<>();
        for (int count = 0; power != null && count <= repeat.max(); count++) {
            if (count >= repeat.min()) {
                all.addAll(power);
            }
            if (all.size() > MOST_TEXTS) {
                return null;
            }
            power = count < repeat.max() && body != null ? product(power, body) : List.of();
        }
        return power == null ? null : all;
    }

    private @Nullable List<int[]> symbols(SymbolSet set) {
        if (set.rangeCount() == 2 && isCasePair(set)) {
            return List.of(new int[] {set.first(1) | BOTH_CASES});
        }
        List<int[]> all = new ArrayList<>();
        for (int range = 0; range < set.rangeCount(); range++) {
            if (all.size() + (long) set.last(range) - set.first(range) >= MOST_TEXTS) {
                return null;
            }
            for (int symbol = set.first(range); symbol <= set.last(range); symbol++) {
                all.add(utf8 ? encoded(symbol) : new int[] {symbol});
            }
        }
        return all;
    }

    private static boolean isCasePair(SymbolSet set) {
        int upper = set.first(0);
        return upper == set.last(0)
                && upper >= 'A'
                && upper <= 'Z'
                && set.first(1) == upper + ('a' - 'A')
                && set.last(1) == set.first(1);
    }

    private static int[] encoded(int codePoint) {
        byte[] bytes = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
        int[] places = new int[bytes.length];
        Arrays.setAll(places, i -> bytes[i] & 0xFF);
        return places;
    }

    /** False if there are too many. */
    private static boolean addTexts(int[] places, Set<Text> texts) {
        boolean free = Arrays.stream(places).anyMatch(place -> place >= BOTH_CASES);
        boolean bound = Arrays.stream(places).anyMatch(TextExtraction::isLetterOfOneCase);
        List<int[]> all = List.of(places);
        for (int i = 0; free && bound && i < places.length && all.size() <= MOST_TEXTS; i++) {
            all = places[i] >= BOTH_CASES ? inBothCases(all, i) : all;
        }
        for (int[] written : all) {
            byte[] bytes = new byte[written.length];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) written[i];
            }
            texts.add(new Text(bytes, free && !bound));
        }
        return texts.size() <= MOST_TEXTS;
    }

    private static boolean isLetterOfOneCase(int place) {
        return (place >= 'A' && place <= 'Z') || (place >= 'a' && place <= 'z');
    }

    private static List<int[]> inBothCases(List<int[]> all, int at) {
        List<int[]> more = new ArrayList<>();
        for (int[] places : all) {
            int lower = places[at] & 0xFF;
            for (int letter : new int[] {lower - ('a' - 'A'), lower}) {
                int[] copy = places.clone();
                copy[at] = letter;
                more.add(copy);
            }
        }
        return more;
    }
}
