package dev.coresident.spi.program;

/**
 * The arguments, results and events of SCAN: a run of a program image over a range of input, from a given state.
 *
 * <pre>
 * a0 input handle   a1 input offset     a2 input bytes       a3 state to start from
 * a4 output handle  a5 output offset    a6 output capacity   a7 flags
 *                      (bytes, x 8)        (events)
 *
 * where the state is a set (NFA images; a3 and r0 are 0):
 * a8 state handle   a9 offset to read   a10 offset to write
 *                      (bytes, x 8)         (bytes, x 8)
 *
 * r0 state reached  r1 bytes consumed   r2 events written    r3 0
 * </pre>
 *
 * <p>An event is two words: the image's rule index, and the match's end relative to the input offset a1, signed (a match whose
 * end depends on the next byte is reported one byte late). Events are in the order of their bytes, at one byte in the order of
 * the kind's list; of an NFA image ascending by rule and delta, each once. A scan that finds no room for all events of the next
 * byte (or of the start, or of the end) stops before that byte,
 * and says so by r1 &lt; a2, or by the flag bits left in r3; the host goes on from there with the state it was given.
 *
 * <p>What a state is, the image's kind says. Where it is a number of bytes before the range ({@link LiteralLayout}), a state above a1 is
 * refused as an argument.
 *
 * <p>With {@link #FIRST} the events of the start state at offset 0 come first; with {@link #LAST} those of the end of input come
 * last, once all bytes are consumed. An image of literals has nothing for either, and serves them. r3 holds the flags not yet
 * served: a scan is complete when r1 = a2 and r3 = 0.
 *
 * <p>A state that is a set stands in device memory, {@link ProgramImage#stateBytes} at a9 and as many at a10, which must not overlap, so
 * that a slot may run twice. With {@link #FIRST} what is at a9 is not looked at, and need not be there.
 */
public final class ScanLayout {
    /** Flag: this range begins the input. */
    public static final int FIRST = 1;
    /** Flag: this range ends the input. */
    public static final int LAST = 2;
    /** Bytes of an event. */
    public static final long EVENT_BYTES = 8;
    /** Arguments that SCAN takes where the state is a word. */
    public static final int ARGUMENTS = 8;
    /** Arguments that SCAN takes where the state is a set in memory. */
    public static final int STATE_ARGUMENTS = 11;

    private ScanLayout() {}
}
