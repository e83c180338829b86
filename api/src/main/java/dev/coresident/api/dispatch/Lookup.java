package dev.coresident.api.dispatch;

/** What looking up a component came to. */
public sealed interface Lookup<T> {
    /**
     * It is there.
     *
     * @param value the component
     */
    record Bound<T>(T value) implements Lookup<T> {}

    /**
     * It cannot be had.
     *
     * @param name what was asked for
     * @param why why not
     */
    record NotBound<T>(String name, Why why) implements Lookup<T> {}

    /**
     * It is there and has another type.
     *
     * @param name what was asked for
     * @param wanted the type that was asked for
     * @param found the type that it has
     */
    record TypeMismatch<T>(String name, Class<T> wanted, Class<?> found) implements Lookup<T> {}

    /** Why a component cannot be had. */
    enum Why {
        /** The handler declared it, and nobody bound it. */
        NEVER_BOUND,
        /** The handler did not declare it. */
        NOT_DECLARED,
        /** It is the handler being called, or one further up the chain of calls. */
        BEING_DISPATCHED
    }
}
