package dev.coresident.api.ring;

/**
 * What became of opening a view over memory.
 *
 * @param <V> the view
 */
public sealed interface Opening<V> {
    /**
     * The memory has the right shape.
     *
     * @param <V> the view
     * @param view the view over it
     */
    record Opened<V>(V view) implements Opening<V> {}

    /**
     * It has not; nothing was reserved or written.
     *
     * @param <V> the view
     * @param refusal why
     */
    record Refused<V>(RingRefusal refusal) implements Opening<V> {}

    /**
     * The view.
     *
     * @throws IllegalArgumentException with the refusal's reason
     */
    default V orThrow() {
        return switch (this) {
            case Opened<V>(V view) -> view;
            case Refused<V>(RingRefusal refusal) -> throw new IllegalArgumentException(refusal.reason());
        };
    }
}
