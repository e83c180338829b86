package dev.coresident.spi;

import java.util.Objects;

/**
 * What is known of a device without running anything on it.
 *
 * @param backend the provider's name
 * @param description the device in words, for people: {@code "2 worker threads, coherent memory"}
 * @param model how it executes
 * @param coherence how its memory is seen
 * @param computeUnits how many slots it can execute at once, at least 1
 * @param heapLimitBytes the largest heap it can be opened with
 */
public record DeviceFacts(
        String backend,
        String description,
        ExecutionModel model,
        Coherence coherence,
        int computeUnits,
        long heapLimitBytes) {
    /** Checks the components. A resident device must be coherent: it has no round border to synchronise at. */
    public DeviceFacts {
        Objects.requireNonNull(backend, "backend");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(coherence, "coherence");
        if (computeUnits < 1 || heapLimitBytes < 0) {
            throw new IllegalArgumentException(
                    "a device has at least 1 compute unit and a heap limit of at least 0 bytes, got " + computeUnits
                            + " and " + heapLimitBytes);
        }
        if (model == ExecutionModel.RESIDENT && coherence == Coherence.STAGED) {
            throw new IllegalArgumentException(
                    "a resident device cannot be staged: it never reaches a round border; declare ROUNDS or COHERENT");
        }
    }
}
