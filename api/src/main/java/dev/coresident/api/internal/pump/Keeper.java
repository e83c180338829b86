package dev.coresident.api.internal.pump;

import dev.coresident.spi.DeviceException;

/** Looks after the device: notices that it is lost or stuck, and gives the pump another. Called by the pump's owner. */
public interface Keeper {
    /** Looks, if it is time. */
    void look();

    /** A round failed. */
    void lost(DeviceException cause);

    /** How long to wait at most between two looks, in nanoseconds. */
    long lookNanos();
}
