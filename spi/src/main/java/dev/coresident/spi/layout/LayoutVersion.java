package dev.coresident.spi.layout;

/** The version word of every layout in this package. A device refuses a control header of another version. */
public final class LayoutVersion {
    /** Raised whenever an offset, a size or a meaning changes. */
    public static final int CURRENT = 2;

    private LayoutVersion() {}
}
