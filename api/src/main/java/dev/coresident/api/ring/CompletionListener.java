package dev.coresident.api.ring;

/**
 * Told once when a submission ends, on whichever thread runs the pump at that moment. It must be short and must not wait for
 * other tickets; it may submit. What it throws is counted and logged, and hurts nobody else.
 */
@FunctionalInterface
public interface CompletionListener {
    /**
     * The submission ended.
     *
     * @param completion the outcome, valid during the call only
     */
    void ended(Completion completion);
}
