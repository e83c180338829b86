package dev.coresident.console.terminal;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads sizes: a number of bytes, or of K, M or G (powers of 1,024). */
public final class ByteSize implements ITypeConverter<Long> {
    private static final String UNITS = "KMG";

    @Override
    public Long convert(String value) {
        int last = value.length() - 1;
        int unit = last < 0 ? -1 : UNITS.indexOf(Character.toUpperCase(value.charAt(last)));
        String digits = unit < 0 ? value : value.substring(0, last);
        try {
            long number = Long.parseLong(digits);
            if (number >= 0) {
                return Math.multiplyExact(number, 1L << (10 * (unit + 1)));
            }
        } catch (NumberFormatException | ArithmeticException e) {
            // Told below.
        }
        throw new TypeConversionException(
                "'" + value + "' is not a size: write bytes, or a number followed by K, M or G (powers of 1024)");
    }
}
