package dev.coresident.spi;

/** The version of this contract. A host refuses a provider of any other version and names both. */
public final class SpiVersion {
    /** Raised whenever a change of the contract or of a layout breaks compiled backends. */
    public static final int CURRENT = 2;

    private SpiVersion() {}
}
