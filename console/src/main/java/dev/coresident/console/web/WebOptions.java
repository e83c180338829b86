package dev.coresident.console.web;

import com.google.common.collect.ImmutableSet;
import dev.coresident.console.web.gate.AccessToken;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Objects;

/**
 * How the console is served.
 *
 * @param address where it listens
 * @param port 0 for any that is free
 * @param token what changes need, and reads too if the address is not this machine's loopback
 * @param hosts further names that it answers to
 * @param period between two samples
 */
public record WebOptions(
        InetAddress address, int port, AccessToken token, ImmutableSet<String> hosts, Duration period) {
    /** The port when none is named. */
    public static final int DEFAULT_PORT = 7070;
    /** Four samples a second: enough to see things move, and little enough to send. */
    public static final Duration DEFAULT_PERIOD = Duration.ofMillis(250);

    /** Checks the components. */
    public WebOptions {
        Objects.requireNonNull(address, "address");
        Objects.requireNonNull(token, "token");
        Objects.requireNonNull(hosts, "hosts");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("a port is from 0 to 65535, got " + port);
        }
        if (period.toMillis() < 1) {
            throw new IllegalArgumentException("a period is at least 1 ms, got " + period);
        }
    }

    /** On the loopback address, with a random token. */
    public static WebOptions loopback(int port) {
        return new WebOptions(
                InetAddress.getLoopbackAddress(), port, AccessToken.random(), ImmutableSet.of(), DEFAULT_PERIOD);
    }

    /** The same with another token. */
    public WebOptions withToken(AccessToken other) {
        return new WebOptions(address, port, other, hosts, period);
    }

    /** The same with another port. */
    public WebOptions withPort(int other) {
        return new WebOptions(address, other, token, hosts, period);
    }

    /** The same with another period. */
    public WebOptions withPeriod(Duration other) {
        return new WebOptions(address, port, token, hosts, other);
    }
}
