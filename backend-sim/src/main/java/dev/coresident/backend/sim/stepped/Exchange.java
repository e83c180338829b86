package dev.coresident.backend.sim.stepped;

import dev.coresident.spi.layout.Region;

/** What moves between the host's memory and the device's at the borders of a round, and what is the host's when the device is lost. */
interface Exchange {
    /** The host wrote a range. Any thread. */
    void wrote(Region region, long offset, long length);

    /** The host wants to read a range of the heap or the observables. Any thread. */
    void fetch(Region region, long offset, long length);

    /** Brings the host's writes to the device. */
    void beginRound();

    /** A slot wrote a range of the heap. */
    void output(long offset, long length);

    /** The device released a slot's terminal status. */
    void ended(int slot);

    /** The device released a completion entry. */
    void released(int position);

    /** Brings the device's writes to the host. */
    void endRound();

    /** Poisons of the heap what the host sees and never had. */
    void lose();
}
