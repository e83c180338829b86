package dev.coresident.console.web.stream;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The id of an event in the stream. The run tells servers apart: a client that comes back with the id of another run has missed
 * everything of this one.
 *
 * @param run of the server, random
 * @param number of the event in its log
 */
record EventId(long run, long number) {
    private static final Pattern FORM = Pattern.compile("([0-9a-f]{16})-([0-9]{1,18})");

    /** What a client sent; empty if no server of ours can have given it that. */
    static Optional<EventId> parse(String text) {
        Matcher parts = FORM.matcher(text);
        return parts.matches()
                ? Optional.of(new EventId(Long.parseUnsignedLong(parts.group(1), 16), Long.parseLong(parts.group(2))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "%016x-%d".formatted(run, number);
    }
}
