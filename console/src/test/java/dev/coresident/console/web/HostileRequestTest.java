package dev.coresident.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What nobody should send. The server refuses it and serves the next request. */
class HostileRequestTest {
    @SuppressWarnings("NullAway.Init")
    private static Served served;

    @BeforeAll
    static void open() throws Exception {
        served = Served.open("ada");
    }

    @AfterAll
    static void close() throws Exception {
        served.close();
    }

    private static String get(String path, String host, String more) throws Exception {
        return served.raw("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n" + more + "\r\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/../module-info.class",
                "/scripts/../../WebServer.class",
                "/scripts/%2e%2e/%2e%2e/WebServer.class",
                "/scripts/..%2f..%2fWebServer.class",
                "/scripts/....//main.js",
                "/styles\\..\\..\\WebServer.class",
                "//etc/passwd",
                "/scripts/main.js%00.txt",
                "/scripts/",
                "/index.html/..",
                "/vendor/package.json"
            })
    void noPathLeadsOutOfThePage(String path) throws Exception {
        String answer = get(path, "localhost", "");
        assertThat(answer).startsWith("HTTP/1.1 4").doesNotContain("root:", "CAFEBABE", "requires");
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example", "127.0.0.1.evil.example:7070", "10.1.2.3", "[::2]:7070"})
    void aForeignHostNameIsRefused(String host) throws Exception {
        assertThat(get("/api/v1/kernel", host, "")).startsWith("HTTP/1.1 421");
        assertThat(get("/", host, "")).startsWith("HTTP/1.1 421");
    }

    @Test
    void aForeignPageIsRefused() throws Exception {
        assertThat(get("/api/v1/kernel", "localhost", "Origin: http://evil.example\r\n"))
                .startsWith("HTTP/1.1 403");
    }

    @Test
    void hugeHeadersAreRefused() throws Exception {
        assertThat(get("/", "localhost", "X-Long: " + "x".repeat(20_000) + "\r\n"))
                .startsWith("HTTP/1.1 431");
        assertThat(get("/" + "x".repeat(20_000), "localhost", "")).startsWith("HTTP/1.1 414");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "x",
                "0123456789abcdef",
                "0123456789abcdef-",
                "0123456789abcdef--1",
                "0123456789abcdef-99999999999999999999",
                "<script>"
            })
    void forgedEventIdsAreRefused(String id) throws Exception {
        assertThat(get("/api/events", "localhost", "Last-Event-ID: " + id + "\r\n"))
                .startsWith("HTTP/1.1 400");
    }

    @Test
    void otherMethodsAreRefused() throws Exception {
        for (String method : new String[] {"PUT", "DELETE", "PATCH", "TRACE"}) {
            assertThat(served.raw(method + " /api/v1/kernel HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                    .startsWith("HTTP/1.1 4");
        }
    }

    @Test
    void numbersThatAreNoneAreRefused() throws Exception {
        for (String id : new String[] {"x", "-1", "99999999999", "1e3"}) {
            assertThat(get("/api/v1/tenants/" + id, "localhost", "")).startsWith("HTTP/1.1 400");
        }
        assertThat(get("/api/v1/tenants/77", "localhost", "")).startsWith("HTTP/1.1 404");
    }

    @Test
    void everyAnswerForbidsInlineScripts() throws Exception {
        assertThat(get("/", "localhost", ""))
                .startsWith("HTTP/1.1 200")
                .contains("script-src 'self'", "X-Content-Type-Options: nosniff", "frame-ancestors 'none'")
                .doesNotContain("unsafe-inline", "Server: ");
    }
}
