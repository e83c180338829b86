package dev.coresident.console.web.gate;

import com.google.common.io.BaseEncoding;
import com.google.common.net.InetAddresses;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Arrays;

/** Who counts as one client: an IPv4 address, or the half of an IPv6 address that names a network. */
final class ClientAddress {
    private static final int NETWORK_BYTES = 8;

    private ClientAddress() {}

    /** The name that buckets go by. Whoever has a network of 2^64 addresses is still one client. */
    static String of(String remote) {
        int zone = remote.indexOf('%');
        String text = zone < 0 ? remote : remote.substring(0, zone);
        if (!InetAddresses.isInetAddress(text)) {
            return remote;
        }
        InetAddress address = InetAddresses.forString(text);
        return address instanceof Inet6Address
                ? BaseEncoding.base16().encode(Arrays.copyOf(address.getAddress(), NETWORK_BYTES))
                : text;
    }
}
