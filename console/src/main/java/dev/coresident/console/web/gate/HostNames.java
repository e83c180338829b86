package dev.coresident.console.web.gate;

import com.google.common.collect.ImmutableSet;
import com.google.common.net.HostAndPort;
import com.google.common.net.InetAddresses;
import java.util.Locale;
import java.util.Set;

/**
 * The names that this server answers to. A page of a stranger whose name was pointed at this machine (DNS rebinding) sends that
 * name and is refused. Ports are not compared: a forwarded port is another one. Immutable; any thread.
 */
public final class HostNames {
    private static final ImmutableSet<String> LOCAL = ImmutableSet.of("localhost", "127.0.0.1", "::1");

    private final boolean loopback;
    private final ImmutableSet<String> names;

    /**
     * Names.
     *
     * @param loopback whether the server listens on this machine alone; if not, addresses written as numbers are welcome too
     * @param more further names, the one that it was bound to among them
     */
    public HostNames(boolean loopback, Set<String> more) {
        this.loopback = loopback;
        this.names = ImmutableSet.<String>builder()
                .addAll(LOCAL)
                .addAll(more.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList())
                .build();
    }

    /** Whether a Host header names this server. */
    boolean isOurs(String host) {
        String name;
        try {
            name = HostAndPort.fromString(host).getHost().toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return false;
        }
        return names.contains(name) || (!loopback && InetAddresses.isInetAddress(name));
    }

    /** Whether an Origin header is that of a page which came from the host of this request. */
    static boolean isSameOrigin(String origin, String host) {
        return origin.equalsIgnoreCase("http://" + host) || origin.equalsIgnoreCase("https://" + host);
    }
}
