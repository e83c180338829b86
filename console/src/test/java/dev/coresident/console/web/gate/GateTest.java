package dev.coresident.console.web.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
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
    void aClientWithoutTriesIsNotCompared() {
        AtomicLong nanos = new AtomicLong();
        RequestRate tries = new RequestRate(2, 1, nanos::get);
        assertThat(tries.attempt("a", () -> true)).isEqualTo(RequestRate.Attempt.RIGHT);
        assertThat(tries.attempt("a", () -> false)).isEqualTo(RequestRate.Attempt.WRONG);
        assertThat(tries.attempt("a", () -> false)).isEqualTo(RequestRate.Attempt.WRONG);
        assertThat(tries.attempt("a", () -> {
                    throw new AssertionError("compared although blocked");
                }))
                .isEqualTo(RequestRate.Attempt.BLOCKED);
        assertThat(tries.attempt("b", () -> true)).isEqualTo(RequestRate.Attempt.RIGHT);
        nanos.set(1_000_000_000);
        assertThat(tries.attempt("a", () -> true)).isEqualTo(RequestRate.Attempt.RIGHT);
    }

    @Test
    void aNetworkOfManyAddressesIsOneClient() {
        assertThat(ClientAddress.of("2001:db8::1")).isEqualTo(ClientAddress.of("2001:db8::ffff:2%eth0"));
        assertThat(ClientAddress.of("2001:db8::1")).isNotEqualTo(ClientAddress.of("2001:db8:0:1::1"));
        assertThat(ClientAddress.of("10.0.0.1")).isEqualTo("10.0.0.1");
        assertThat(ClientAddress.of("local")).isEqualTo("local");
    }
}
