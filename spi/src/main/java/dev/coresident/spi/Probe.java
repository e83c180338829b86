package dev.coresident.spi;

import java.util.Objects;

/** What a backend found when it looked for its device. */
public sealed interface Probe {
    /**
     * The device can be opened.
     *
     * @param facts what is known of it before it is opened
     */
    record Ready(DeviceFacts facts) implements Probe {
        /** Checks the component. */
        public Ready {
            Objects.requireNonNull(facts, "facts");
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
