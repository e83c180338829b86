package dev.coresident.backend.sim.stepped;

import dev.coresident.spi.layout.Region;

/** What moves between the host's memory and the device's at the borders of a round. */
interface Exchange {
    /** The host wrote a range. Any thread. */
    void wrote(Region region, long offset, long length);

    /** The host wants to read a range of the heap or the observables. Any thread. */
    void fetch(Region region, long offset, long length);

    /** Brings the host's writes to the device. */
    void beginRound();

    /** The device released a slot's terminal status. */
    void ended(int slot);

    /** The device released a completion entry. */
    void released(int position);

    /** Brings the device's writes to the host. */
    void endRound();

    /** One memory: nothing moves. */
    final class None implements Exchange {
        @Override
        public void wrote(Region region, long offset, long length) {}

        @Override
        public void fetch(Region region, long offset, long length) {}

        @Override
        public void beginRound() {}

        @Override
        public void ended(int slot) {}

        @Override
        public void released(int position) {}

        @Override
        public void endRound() {}
    }
}
