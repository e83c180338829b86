package dev.coresident.api.dispatch;

import java.util.Objects;

/**
 * Names a component and says what type it has.
 *
 * @param name unique among the components of an executor
 * @param type what whoever asks wants to see
 */
public record Key<T>(String name, Class<T> type) {
    /** Checks that both are there. */
    public Key {
        Objects.requireNonNull(type, "type");
        if (name.isEmpty()) {
            throw new IllegalArgumentException("a key has a name, got an empty one for " + type.getName());
        }
    }
}
