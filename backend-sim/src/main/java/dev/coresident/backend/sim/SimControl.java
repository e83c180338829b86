package dev.coresident.backend.sim;

import dev.coresident.spi.Device;
import java.util.List;

/**
 * The controls of a stepped simulator. Called by the thread that calls {@link Device#round}, between rounds.
 *
 * <p>The same seed and the same calls in the same order give the same steps, on any JVM.
 */
public interface SimControl {
    /** The most steps that {@link #trace} keeps. */
    int TRACE_STEPS = 65_536;

    /**
     * The controls of a device.
     *
     * @param device one that the provider {@code sim} opened with {@code engine=stepped}
     * @throws IllegalArgumentException if it is any other
     */
    static SimControl of(Device device) {
        if (device instanceof SimControl control) {
            return control;
        }
        throw new IllegalArgumentException("the device \"" + device.facts().description()
                + "\" has no steps to control: open the backend sim with the property engine=stepped");
    }

    /** The seed that it was opened with. */
    long seed();

    /** Steps taken so far. */
    long steps();

    /** Virtual time in ticks: a step takes one, and {@link #advance} adds. */
    long clock();

    /**
     * Lets virtual time pass without steps.
     *
     * @param ticks at least 0
     */
    void advance(long ticks);

    /** A hash over every word of every step so far. Equal hashes mean, for all that matters, equal traces. */
    long traceHash();

    /** The last steps, oldest first, at most {@link #TRACE_STEPS}; a copy. */
    List<Step> trace();

    /**
     * From the next step on another schedule decides.
     *
     * @param schedule replaces the seeded one
     */
    void follow(Schedule schedule);
}
