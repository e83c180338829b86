package dev.coresident.formats.reading;

import com.google.common.primitives.ImmutableIntArray;
import dev.coresident.automata.RulePlace;

/** From offsets in a file to lines and columns. Immutable; any thread; one word a line. */
public final class Places {

    private final String file;
    private final int length;

    /** Offsets at which lines begin, ascending. */
    private final ImmutableIntArray starts;

    /** The places of {@code content}. A byte order mark in front counts for no column. */
    public Places(String file, byte[] content) {
        this.file = file;
        this.length = content.length;
        ImmutableIntArray.Builder lines = ImmutableIntArray.builder();
        lines.add(textStart(content));
        for (int at = 0; at < content.length; at++) {
            if (content[at] == '\n') {
                lines.add(at + 1);
            }
        }
        this.starts = lines.build();
    }

    /** Where the text begins: behind a UTF-8 byte order mark if there is one. */
    public static int textStart(byte[] content) {
        boolean marked = content.length >= 3
                && content[0] == (byte) 0xEF
                && content[1] == (byte) 0xBB
                && content[2] == (byte) 0xBF;
        return marked ? 3 : 0;
    }

    /** The place of an offset; offsets outside of the file are those of its ends. */
    public RulePlace at(long offset) {
        int within = Math.clamp(offset, starts.get(0), Math.max(length, starts.get(0)));
        int low = 0;
        int high = starts.length() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (starts.get(middle) <= within) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return new RulePlace(file, low + 1, within - starts.get(low) + 1);
    }

    /** The file's name. */
    public String file() {
        return file;
    }
}
