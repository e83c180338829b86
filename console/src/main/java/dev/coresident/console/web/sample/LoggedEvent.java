package dev.coresident.console.web.sample;

/**
 * Something that happened, as the page lists it.
 *
 * @param number from 1, without gaps
 * @param millis when, since the epoch
 * @param kind a stable word: {@code tenant-registered}, {@code device-lost}, ...
 * @param severity how it is shown
 * @param text for people
 */
public record LoggedEvent(long number, long millis, String kind, Severity severity, String text) {
    /** How bad it is. */
    public enum Severity {
        /** As it should be. */
        INFO,
        /** Worth a look. */
        WARNING,
        /** Something was lost. */
        ERROR
    }
}
