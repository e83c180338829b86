package dev.coresident.formats.network;

import dev.coresident.automata.nfa.ByteSet;
import dev.coresident.automata.syntax.Node;
import dev.coresident.automata.syntax.ParseOutcome;
import dev.coresident.automata.syntax.PatternFlags;
import dev.coresident.automata.syntax.PatternLimits;
import dev.coresident.automata.syntax.PatternParser;
import dev.coresident.automata.syntax.SymbolSet;
import java.nio.charset.StandardCharsets;

/** Reads symbol sets: {@code *} for every byte, a class in brackets as in a pattern, or one symbol. */
final class SymbolSets {

    /** What came of it. */
    sealed interface Outcome {

        /** The set. */
        record Read(ByteSet bytes) implements Outcome {}

        /** Why there is none. */
        record Refused(String reason) implements Outcome {}
    }

    private SymbolSets() {}

    /** Reads {@code text}, whose characters are bytes. */
    static Outcome read(String text) {
        if (text.equals("*")) {
            return new Outcome.Read(ByteSet.range(0, 0xFF));
        }
        if (text.equals(".")) {
            return refused(text, "a dot could be itself or anything: write [.] or *");
        }
        if (text.chars().anyMatch(symbol -> symbol > 0xFF)) {
            return refused(text, "symbols are bytes: write those above \\x7f in hexadecimal");
        }
        byte[] pattern = text.getBytes(StandardCharsets.ISO_8859_1);
        return switch (PatternParser.parse(pattern, PatternFlags.NONE, PatternLimits.DEFAULT)) {
            case ParseOutcome.Parsed(Node.Symbols(SymbolSet set)) when !set.isEmpty() -> new Outcome.Read(bytes(set));
            case ParseOutcome.Parsed _ ->
                refused(text, "a state takes one byte of a set: write *, [...] or one symbol");
            case ParseOutcome.Refused(var error) -> refused(text, error.message());
        };
    }

    private static ByteSet bytes(SymbolSet set) {
        ByteSet bytes = ByteSet.EMPTY;
        for (int range = 0; range < set.rangeCount(); range++) {
            bytes = bytes.union(ByteSet.range(set.first(range), set.last(range)));
        }
        return bytes;
    }

    private static Outcome refused(String text, String reason) {
        String shown = text.length() <= 40 ? text : text.substring(0, 40) + "...";
        return new Outcome.Refused("the symbol set '" + shown + "': " + reason);
    }
}
