package dev.coresident.spi;

import java.util.regex.Pattern;

/**
 * One thing that a device counts of its own work.
 *
 * @param name lower-case words with dots between, the same for every device of a backend, such as {@code images.copied}
 * @param value how much there was since the device was opened; never less than before
 */
public record DeviceCount(String name, long value) {
    private static final Pattern NAME = Pattern.compile("[a-z]+(\\.[a-z]+)*");

    public DeviceCount {
        if (!NAME.matcher(name).matches() || value < 0) {
            throw new IllegalArgumentException(
                    "a count has lower-case words with dots between, and a value from 0: \"" + name + "\" " + value);
        }
    }
}
