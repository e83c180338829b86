package dev.coresident.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.console.web.sample.LoggedEvent.Severity;
import dev.coresident.console.web.stream.EventStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many clients, slow clients, and clients who never finish what they say. */
@Timeout(600)
class StreamLoadTest {
    private static final int ROOM = 1 << 16;

    @Test
    void twoHundredClientsSeeTheSameAndOneMoreIsRefused() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try (Served served = Served.open("ada");
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch began = new CountDownLatch(EventStream.MOST_CLIENTS);
            List<CompletableFuture<Void>> readers = new ArrayList<>();
            for (int i = 0; i < EventStream.MOST_CLIENTS; i++) {
                Socket socket = served.stream(ROOM);
                sockets.add(socket);
                readers.add(CompletableFuture.runAsync(() -> readUntil(socket, began, "\"late\""), threads));
            }
            began.await();
            served.register("late");
            for (CompletableFuture<Void> reader : readers) {
                reader.get();
            }
            HttpResponse<String> refused = served.get("/api/events");
            while (refused.statusCode() == 429) {
                // So many connections used up what one client may ask in a second.
                served.awaitPermit();
                refused = served.get("/api/events");
            }
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.body()).contains("too-many-streams");
            assertThat(metric(served, "coresident_console_streams")).isEqualTo(EventStream.MOST_CLIENTS);
            assertThat(metric(served, "coresident_console_streams_dropped_total"))
                    .isZero();
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static void readUntil(Socket socket, CountDownLatch began, String text) {
        try {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            boolean full = false;
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.equals("event: full")) {
                    full = true;
                    began.countDown();
                } else if (full && line.startsWith("data: ") && line.contains(text)) {
                    return;
                }
            }
            throw new AssertionError("the stream ended before " + text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aClientThatDoesNotReadIsDroppedAndCountedAndTheOthersAreNot() throws Exception {
        try (Served served = Served.open("ada");
                Socket slow = served.stream(1 << 12);
                Socket quick = served.stream(ROOM);
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            CountDownLatch began = new CountDownLatch(1);
            CompletableFuture<Void> reader =
                    CompletableFuture.runAsync(() -> readUntil(quick, began, "\"late\""), threads);
            began.await();
            String text = "x".repeat(2_000);
            while (metric(served, "coresident_console_streams_dropped_total") == 0) {
                for (int i = 0; i < 256; i++) {
                    served.events.add("test", Severity.INFO, text);
                }
                served.awaitSample();
            }
            served.register("late");
            reader.get();
            assertThat(metric(served, "coresident_console_streams")).isEqualTo(1);
            assertThat(slow.isConnected()).isTrue();
        }
    }

    @Test
    void clientsWhoNeverFinishTheirRequestsHoldUpNobody() throws Exception {
        List<Socket> sockets = new ArrayList<>();
        try (Served served = Served.open("ada")) {
            for (int i = 0; i < 100; i++) {
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), served.console.port());
                socket.getOutputStream().write("GET /api/v1/ker".getBytes(StandardCharsets.US_ASCII));
                sockets.add(socket);
            }
            assertThat(served.get("/api/v1/kernel").statusCode()).isEqualTo(200);
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    @Test
    void beyondThisMachineReadingNeedsTheTokenToo() throws Exception {
        try (Served served = Served.beyondLoopback()) {
            for (String path :
                    List.of("/api/v1/kernel", "/api/v1/tenants", "/api/events", "/metrics", "/api/v1/rules")) {
                assertThat(served.get(path).statusCode()).as(path).isEqualTo(401);
            }
            for (String path : List.of("/", "/health", "/health/live", "/api/openapi.json")) {
                assertThat(served.get(path).statusCode()).as(path).isEqualTo(200);
            }
            assertThat(served.get("/api/v1/kernel", "Authorization", "Bearer " + Served.TOKEN)
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    private static double metric(Served served, String name) throws Exception {
        HttpResponse<String> scrape = served.get("/metrics");
        while (scrape.statusCode() == 429) {
            served.awaitPermit();
            scrape = served.get("/metrics");
        }
        return scrape.body()
                .lines()
                .filter(line -> line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }
}
