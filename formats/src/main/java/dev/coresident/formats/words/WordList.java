package dev.coresident.formats.words;

import dev.coresident.automata.Rule;
import dev.coresident.automata.RulePlace;
import dev.coresident.formats.reading.Findings;
import dev.coresident.formats.reading.Places;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Reads a word a line: a literal of the bytes as they stand. Linear in the file. */
public final class WordList {

    private WordList() {}

    /**
     * Reads {@code content}. A rule's number is that of its line. A carriage return before a newline is not part of the line; empty
     * lines are skipped, words that stand already are left out with a note.
     */
    public static void read(String file, byte[] content, Findings findings) {
        Map<ByteBuffer, Integer> lineOfWord = new HashMap<>();
        int line = 1;
        for (int start = Places.textStart(content); start < content.length && !findings.ended(); line++) {
            int newline = start;
            while (newline < content.length && content[newline] != '\n') {
                newline++;
            }
            int end =
                    newline > start && newline < content.length && content[newline - 1] == '\r' ? newline - 1 : newline;
            if (end > start) {
                RulePlace place = new RulePlace(file, line, 1);
                Integer earlier = lineOfWord.putIfAbsent(ByteBuffer.wrap(content, start, end - start), line);
                if (earlier == null) {
                    byte[] word = Arrays.copyOfRange(content, start, end);
                    findings.add(
                            Rule.literal(
                                    line, word, false, place, findings.limits().pattern()),
                            "");
                } else {
                    findings.note(place, "", "the word stands on line " + earlier + " already and is left out here");
                }
            }
            start = newline + 1;
        }
    }
}
