package dev.coresident.spi;

/** How a device is. */
public sealed interface Health {
    /**
     * Open and able to execute.
     *
     * @param heartbeat a u32 that rises while the device makes passes; equal readings far apart mean that it is stuck
     */
    record Alive(int heartbeat) implements Health {}

    /** Not started yet, or stopped as asked. */
    record Stopped() implements Health {}

    /**
     * Gone, with all its memory.
     *
     * @param cause the typed failure
     */
    record Lost(DeviceException cause) implements Health {}
}
