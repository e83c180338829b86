package dev.coresident.console.terminal;

import java.util.Locale;

/** Figures for people: three digits and a unit. */
public final class Units {
    private static final String[] BYTE_UNITS = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};

    private Units() {}

    /** Bytes in powers of 1,000: {@code 999 B}, {@code 1.23 MB}. */
    public static String bytes(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < BYTE_UNITS.length - 1) {
            value /= 1_000;
            unit++;
        }
        return unit == 0 ? bytes + " B" : threeDigits(value) + " " + BYTE_UNITS[unit];
    }

    /** Bytes a second: {@code 1.23 GB/s}, below 0.1 GB/s {@code 45.6 MB/s}. */
    public static String rate(long bytes, long nanos) {
        double perNano = nanos <= 0 ? 0 : (double) bytes / nanos;
        return perNano < 0.1 ? threeDigits(1_000 * perNano) + " MB/s" : threeDigits(perNano) + " GB/s";
    }

    /** A duration: {@code 12.3 us}, {@code 4.56 s}. */
    public static String nanos(long nanos) {
        if (nanos < 1_000) {
            return nanos + " ns";
        }
        if (nanos < 1_000_000) {
            return threeDigits(nanos / 1e3) + " us";
        }
        return nanos < 1_000_000_000 ? threeDigits(nanos / 1e6) + " ms" : threeDigits(nanos / 1e9) + " s";
    }

    /** A count with separators: {@code 1,234,567}. */
    public static String count(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    private static String threeDigits(double value) {
        String format = value >= 99.95 ? "%.0f" : value >= 9.995 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }
}
