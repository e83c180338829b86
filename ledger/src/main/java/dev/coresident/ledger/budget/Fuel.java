package dev.coresident.ledger.budget;

/** What a tenant can run out of while it works. */
public enum Fuel {
    /** Time on the device, in nanoseconds. */
    DEVICE_NANOS(0, "ns of device time"),
    /** Input scanned, in bytes. */
    BYTES(1, "bytes scanned"),
    /** Slots submitted. */
    SLOTS(2, "slots");

    /** How many there are. */
    public static final int COUNT = values().length;

    private final int number;
    private final String unit;

    Fuel(int number, String unit) {
        this.number = number;
        this.unit = unit;
    }

    /** Its place in tables, from 0 without gaps, in the order in which they are reserved. */
    public int number() {
        return number;
    }

    /** The unit, for people. */
    public String unit() {
        return unit;
    }
}
