package dev.coresident.spi;

import java.util.List;
import java.util.Objects;

/** What a backend found when it looked for its device. */
public sealed interface Probe {
    /**
     * The device can be opened.
     *
     * @param facts what is known before it is opened of the device that is opened if none is named
     * @param devices all that can be opened, that one first; empty if the backend has no more than one
     */
    record Ready(DeviceFacts facts, List<DeviceName> devices) implements Probe {
        /** Copies the list. */
        public Ready {
            Objects.requireNonNull(facts, "facts");
            devices = List.copyOf(devices);
        }

        /** Of a backend that has one device. */
        public Ready(DeviceFacts facts) {
            this(facts, List.of());
        }
    }

    /**
     * The device cannot be opened here.
     *
     * @param reason what is missing, one line
     * @param remedy what the user can do about it, one line
     */
    record Missing(String reason, String remedy) implements Probe {
        /** Checks that both lines say something. */
        public Missing {
            if (reason.isBlank() || remedy.isBlank()) {
                throw new IllegalArgumentException("a missing device needs a reason and a remedy, got reason \""
                        + reason + "\" and remedy \"" + remedy + "\"");
            }
        }
    }
}
