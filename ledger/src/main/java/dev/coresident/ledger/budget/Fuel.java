package dev.coresident.ledger.budget;

/** What a tenant can run out of while it works. */
public enum Fuel {
    /** Time on the device, in nanoseconds. */
    DEVICE_NANOS("ns of device time"),
    /** Input scanned, in bytes. */
    BYTES("bytes scanned"),
    /** Slots submitted. */
    SLOTS("slots");

    private final String unit;

    Fuel(String unit) {
        this.unit = unit;
    }

    /** The unit, for people. */
    public String unit() {
        return unit;
    }
}
