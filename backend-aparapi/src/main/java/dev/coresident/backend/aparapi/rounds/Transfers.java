package dev.coresident.backend.aparapi.rounds;

import dev.coresident.spi.DeviceException;
import dev.coresident.spi.layout.Region;

/** How bytes get from the host's regions to the device's array and back. Only what changed moves. */
interface Transfers {
    /** Brings a range to the device; it is there after {@link #flush}. */
    void bring(Region region, long offset, long length) throws DeviceException;

    /** Ends what was brought. */
    void flush() throws DeviceException;

    /** Makes {@code in} known to the device, before a launch. */
    void sendIn();

    /** Makes {@code out} known to the host, after a launch. */
    void takeOut();

    /** Copies a range of the device's array to a region of the host. */
    void fetch(Region region, long offset, long length, long deviceByte) throws DeviceException;

    /** A word of the device's array. */
    int word(int index) throws DeviceException;

    /** For people. */
    String description();
}
