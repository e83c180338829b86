package dev.coresident.console.web.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.lang.reflect.Proxy;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GateTest {
    @Test
    void tokensMatchThemselvesAlone() {
        AccessToken token = new AccessToken("0123456789abcdef");
        assertThat(token.matches("0123456789abcdef")).isTrue();
        assertThat(token.matches("0123456789abcdeg")).isFalse();
        assertThat(token.matches("")).isFalse();
        assertThat(token.matchesCookie(token.cookie())).isTrue();
        assertThat(token.matchesCookie(token.text())).isFalse();
        assertThat(token.matches(token.cookie())).isFalse();
        assertThat(AccessToken.random().text())
                .isNotEqualTo(AccessToken.random().text());
    }

    @Test
    void weakTokensAreRefused() {
        assertThatThrownBy(() -> new AccessToken("0123456789abcde"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at least 16")
                .hasMessageNotContaining("0123456789abcde");
        assertThatThrownBy(() -> new AccessToken("0123456789 abcdef")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aClientGetsItsBurstAndThenItsRateAndOthersTheirOwn() {
        AtomicLong nanos = new AtomicLong();
        RequestRate rate = new RequestRate(3, 2, nanos::get);
        for (int i = 0; i < 3; i++) {
            assertThat(rate.tryTake("a")).isTrue();
        }
        assertThat(rate.tryTake("a")).isFalse();
        assertThat(rate.tryTake("b")).isTrue();
        nanos.set(500_000_000);
        assertThat(rate.tryTake("a")).isTrue();
        assertThat(rate.tryTake("a")).isFalse();
        nanos.set(1_000_000_000_000L);
        for (int i = 0; i < 3; i++) {
            assertThat(rate.tryTake("a")).isTrue();
        }
        assertThat(rate.tryTake("a")).isFalse();
    }

    @Test
    void onlyNamesOfThisMachineAreOursOnLoopback() {
        HostNames names = new HostNames(true, Set.of("Box.example"));
        assertThat(Set.of("localhost", "127.0.0.1:7070", "[::1]:80", "LOCALHOST:1", "box.example:7070"))
                .allMatch(names::isOurs);
        assertThat(Set.of("evil.example", "127.0.0.1.evil.example", "10.0.0.1", "", "localhost:x", "[::2]", "a:b:c"))
                .noneMatch(names::isOurs);
        assertThat(new HostNames(false, Set.of()).isOurs("10.0.0.1:7070")).isTrue();
        assertThat(new HostNames(false, Set.of()).isOurs("evil.example")).isFalse();
    }

    @Test
    void aPageOfAnotherOriginIsAStranger() {
        assertThat(HostNames.isSameOrigin("http://localhost:7070", "localhost:7070"))
                .isTrue();
        assertThat(HostNames.isSameOrigin("https://box.example", "box.example")).isTrue();
        assertThat(HostNames.isSameOrigin("http://localhost:7071", "localhost:7070"))
                .isFalse();
        assertThat(HostNames.isSameOrigin("null", "localhost:7070")).isFalse();
        assertThat(HostNames.isSameOrigin("http://localhost:7070.evil.example", "localhost:7070"))
                .isFalse();
    }

    @Test
    void aNetworkOfManyAddressesIsOneClient() {
        assertThat(ClientAddress.of("2001:db8::1")).isEqualTo(ClientAddress.of("2001:db8::ffff:2%eth0"));
        assertThat(ClientAddress.of("2001:db8::1")).isNotEqualTo(ClientAddress.of("2001:db8:0:1::1"));
        assertThat(ClientAddress.of("10.0.0.1")).isEqualTo("10.0.0.1");
        assertThat(ClientAddress.of("local")).isEqualTo("local");
    }

    private static final String TOKEN = "0123456789abcdef";
    private final AtomicLong nanos = new AtomicLong();
    private final AtomicLong waits = new AtomicLong();
    private final Gate gate =
            new Gate(new AccessToken(TOKEN), new HostNames(true, Set.of()), false, nanos::get, waits::incrementAndGet);

    @Test
    void whatForeignPagesAskForIsChargedToABucketOfItsOwn() {
        for (int i = 0; i < 25; i++) {
            assertThat(enter("/", "Host", "localhost", "Origin", "http://evil.example"))
                    .isEqualTo("foreign-origin");
            assertThat(enter("/", "Host", "evil.example")).isEqualTo("unknown-host");
        }
        for (int i = 0; i < 300; i++) {
            assertThat(enter("/", "Host", "localhost", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Dest", "image"))
                    .isEqualTo("too-many-requests");
        }
        for (int i = 0; i < 200; i++) {
            assertThat(enter("/api/v1/kernel", "Host", "localhost")).isEqualTo("entered");
        }
        assertThat(enter("/api/v1/kernel", "Host", "localhost")).isEqualTo("too-many-requests");
        assertThat(waits).hasValue(0);
    }

    @Test
    void probesAndTheRightTokenEnterHoweverOftenTheirAddressAsked() {
        for (int i = 0; i < 200; i++) {
            enter("/", "Host", "localhost");
        }
        assertThat(enter("/", "Host", "localhost")).isEqualTo("too-many-requests");
        assertThat(enter("/healthy", "Host", "localhost")).isEqualTo("too-many-requests");
        for (int i = 0; i < 300; i++) {
            assertThat(enter("/health", "Host", "localhost")).isEqualTo("entered");
            assertThat(enter("/health/live", "Host", "localhost")).isEqualTo("entered");
            assertThat(enter("/", "Host", "localhost", "Authorization", "Bearer " + TOKEN))
                    .isEqualTo("entered");
        }
        assertThat(waits).hasValue(0);
        assertThat(enter("/", "Host", "localhost", "Authorization", "Bearer wrong"))
                .isEqualTo("too-many-requests");
        assertThat(waits).hasValue(1);
    }

    @Test
    void wrongTokensCostTriesAndAreSlowedAndTheRightOneIsNot() {
        for (int i = 0; i < 10; i++) {
            assertThat(admit("Bearer wrong")).isEqualTo("token-needed");
        }
        assertThat(waits).hasValue(0);
        for (int i = 0; i < 20; i++) {
            assertThat(admit("Bearer wrong")).isEqualTo("too-many-tries");
            assertThat(admit("Bearer " + TOKEN)).isEqualTo("admitted");
        }
        assertThat(waits).hasValue(20);
        nanos.set(1_000_000_000);
        assertThat(admit("Bearer wrong")).isEqualTo("token-needed");
        assertThat(admit("Bearer wrong")).isEqualTo("too-many-tries");
    }

    private String enter(String path, String... headers) {
        return outcome("entered", () -> gate.enter(request(path, headers)));
    }

    private String admit(String authorization) {
        return outcome("admitted", () -> gate.admit(request("/", "Authorization", authorization), Access.CHANGE));
    }

    private static String outcome(String passed, Runnable check) {
        try {
            check.run();
            return passed;
        } catch (RequestRefused refused) {
            return refused.code();
        }
    }

    /** A request from one address with these headers; it says nothing about anything else. */
    private static Context request(String path, String... headers) {
        HttpServletRequest servlet = answering(
                HttpServletRequest.class,
                (method, arguments) -> method.equals("getLocalPort") ? (Object) 7070 : "127.0.0.1");
        return answering(Context.class, (method, arguments) -> switch (method) {
            case "path" -> path;
            case "req" -> servlet;
            case "header" -> arguments.length == 1 ? headers(headers, arguments[0]) : null;
            default -> null;
        });
    }

    private static @Nullable String headers(String[] headers, Object name) {
        for (int i = 0; i < headers.length; i += 2) {
            if (headers[i].equals(name)) {
                return headers[i + 1];
            }
        }
        return null;
    }

    private interface Answers {
        @Nullable
        Object answer(String method, Object[] arguments);
    }

    /** What answers nothing else goes on with itself, as a request does whose headers are set. */
    private static <T> T answering(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (self, method, given) -> {
            Object answer = answers.answer(method.getName(), given == null ? new Object[0] : given);
            return answer == null && method.getReturnType() == type ? self : answer;
        }));
    }
}
