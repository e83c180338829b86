package dev.coresident.spi;

import dev.coresident.spi.DeviceException.Category;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * How users name one of several devices of a backend: by its number, or by a part of its description that no other has. A backend that
 * can have several takes such a word as its property {@value #PROPERTY}.
 *
 * @param number unique in the backend, at least 0; the order of a backend's devices may be another one
 * @param description for people, with the name that the driver gives
 */
public record DeviceName(int number, String description) {
    /** The property of {@link DeviceOptions} that names the device to open. */
    public static final String PROPERTY = "device";

    /** Checks the components. */
    public DeviceName {
        Objects.requireNonNull(description, "description");
        if (number < 0) {
            throw new IllegalArgumentException("a device's number is at least 0, got " + number);
        }
    }

    /**
     * Which of several a word names: of digits alone that of the number, else the only one whose description holds the word, letter case
     * aside. An empty
     * word names the first.
     *
     * @param wanted what the user said
     * @param names at least one, that which is opened by default first
     * @return the index in the list
     * @throws DeviceException of category USER with the whole list if there is none, or more than one
     */
    public static int select(String wanted, List<DeviceName> names) throws DeviceException {
        if (wanted.isEmpty()) {
            return 0;
        }
        String part = wanted.toLowerCase(Locale.ROOT);
        boolean isNumber = wanted.chars().allMatch(Character::isDigit);
        int found = -1;
        int holding = 0;
        for (int i = 0; i < names.size(); i++) {
            DeviceName name = names.get(i);
            if (wanted.equals(Integer.toString(name.number))) {
                return i;
            }
            if (!isNumber && name.description.toLowerCase(Locale.ROOT).contains(part)) {
                found = i;
                holding++;
            }
        }
        if (holding != 1) {
            throw new DeviceException(
                    Category.USER,
                    "the property " + PROPERTY + " is \"" + wanted + "\", which names "
                            + (holding == 0 ? "no device" : "several devices")
                            + ": use the number, or a part that one alone has, of "
                            + String.join(
                                    "; ",
                                    names.stream().map(DeviceName::toString).toList()));
        }
        return found;
    }

    /** The number, then the description. */
    @Override
    public String toString() {
        return number + " " + description;
    }
}
