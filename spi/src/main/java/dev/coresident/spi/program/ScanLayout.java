package dev.coresident.spi.program;

/**
 * The arguments, results and events of SCAN: a walk of a DFA image over a range of input, from a given state.
 *
 * <pre>
 * a0 input handle   a1 input offset     a2 input bytes       a3 state to start from
 * a4 output handle  a5 output offset    a6 output capacity   a7 flags
 *                      (bytes, x 8)        (events)
 * r0 state reached  r1 bytes consumed   r2 events written    r3 0
 * </pre>
 *
 * <p>An event is two words: the image's rule index, and the match's end relative to the input offset a1, signed (a match whose
 * end depends on the next byte is reported one byte late). Events are in the order of their bytes, at one byte in the order of
 * the accept list. A scan that finds no room for all events of the next byte (or of the start, or of the end) stops before that byte,
 * and says so by r1 &lt; a2, or by the flag bits left in r3; the host goes on from there with the state it was given.
 *
 * <p>With {@link #FIRST} the events of the start state at offset 0 come first; with {@link #LAST} those of the end of input come
 * last, once all bytes are consumed. r3 holds the flags not yet served: a scan is complete when r1 = a2 and r3 = 0.
 */
public final class ScanLayout {
    /** Flag: this range begins the input. */
    public static final int FIRST = 1;
    /** Flag: this range ends the input. */
    public static final int LAST = 2;
    /** Bytes of an event. */
    public static final long EVENT_BYTES = 8;
    /** Arguments that SCAN takes. */
    public static final int ARGUMENTS = 8;

    private ScanLayout() {}
}
