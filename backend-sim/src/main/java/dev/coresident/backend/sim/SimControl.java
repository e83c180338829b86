package dev.coresident.backend.sim;

import dev.coresident.spi.Device;
import dev.coresident.spi.layout.Region;
import java.util.List;

/**
 * The controls of a stepped simulator. Called by the thread that calls {@link Device#round} or {@link #step}, between two calls or
 * from within its {@link Schedule}, that is between two steps.
 *
 * <p>The same seed and the same calls in the same order give the same steps, on any JVM.
 */
public interface SimControl {
    /** The most steps that {@link #trace} keeps. */
    int TRACE_STEPS = 65_536;

    /** What a lost device leaves in every word that was its own. */
    int POISON = 0xDEAD_DEAD;

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

    /** Virtual workers. */
    int workers();

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

    /**
     * Lets a resident device ({@code model=resident}) go on. It does nothing at any other time.
     *
     * @param most the most steps, at least 1
     * @return steps taken; fewer if there was nothing to do, every worker that has something to do being stalled or dead included; 0
     *     before the start and after a stop or a loss
     * @throws IllegalStateException if the device works in rounds
     */
    int step(int most);

    /** A hash over every word of every step and every fault so far. Equal hashes mean, for all that matters, equal traces. */
    long traceHash();

    /**
     * A hash over every word of every region and all that the workers hold, but not over time, heartbeat and trace: two states of one
     * device with equal hashes go on alike under the same decisions. Costs a read of all regions, the heap included.
     */
    long stateHash();

    /** The last steps, oldest first, at most as many as the property {@code trace} says; a copy. */
    List<Step> trace();

    /**
     * From the next step on another schedule decides.
     *
     * @param schedule replaces the seeded one
     */
    void follow(Schedule schedule);

    /**
     * A worker takes no step for a while.
     *
     * @param worker from 0
     * @param ticks of virtual time from now on, at least 0
     */
    void stall(int worker, long ticks);

    /**
     * A worker never steps again. What it claimed never ends.
     *
     * @param worker from 0
     */
    void kill(int worker);

    /**
     * The device is lost with all its memory. {@link Device#health} and {@link Device#round} say so. What was the device's own in the
     * host's view is filled with {@link #POISON}: every region but the heap, and of the heap what slots wrote and the host has not
     * fetched. Once is enough; later calls do nothing.
     *
     * @param reason for people
     */
    void lose(String reason);

    /**
     * Overwrites a word, in both copies of a staged device.
     *
     * @param region where
     * @param offset bytes, a multiple of 4
     * @param word the new value
     */
    void corrupt(Region region, long offset, int word);

    /**
     * The next completion entries of a worker are followed by a second copy of the first. That needs a place in the completion ring more
     * than there are slots; where every entry is in use it overwrites one that the host has not read.
     */
    void duplicateNextCompletion();

    /**
     * The worker that writes the next completion entry stalls before it releases it.
     *
     * @param ticks of virtual time, at least 0
     */
    void delayNextCompletion(long ticks);
}
