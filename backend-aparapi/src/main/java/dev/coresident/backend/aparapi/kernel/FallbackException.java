package dev.coresident.backend.aparapi.kernel;

import java.io.Serial;

/** Aparapi gave OpenCL up for a launch. Thrown through Aparapi, so that it does nothing in its stead. */
public final class FallbackException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    /**
     * A launch that would have gone elsewhere.
     *
     * @param message what was about to happen
     */
    public FallbackException(String message) {
        super(message);
    }
}
