package dev.coresident.bench.console;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.bench.report.MarkdownTable;
import dev.coresident.bench.report.Options;
import dev.coresident.console.web.WebConsole;
import dev.coresident.console.web.WebOptions;
import dev.coresident.console.web.sample.EventLog;
import dev.coresident.spi.program.Opcodes;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A kernel and its console under load for minutes: tenants that work, tenants that come and go, clients that stream, some of which come
 * back again and again, and somebody who scrapes. After each minute the heap is collected and what is left is written down.
 */
public final class Soak {
    /** Few, so that ids are soon given out again: a kernel keeps the queue of an id until then. */
    private static final int TENANTS = 64;

    private static final int WORKERS = 2;
    private static final int CLIENTS = 20;
    private static final int MINUTES = 10;
    private static final int SLOTS_A_TURN = 500;
    private static final long PAUSE_MILLIS = 20;
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final ResidentKernel kernel;
    private final WebConsole console;
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong visitors = new AtomicLong();
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong requests = new AtomicLong();
    private volatile boolean over;

    private Soak(ResidentKernel kernel, WebConsole console) {
        this.kernel = kernel;
        this.console = console;
    }

    /** Runs and prints. */
    public static void run(Options options, PrintStream out) throws Exception {
        String wanted = options.value("--minutes");
        int minutes = wanted == null ? MINUTES : Integer.parseInt(wanted);
        EventLog events = new EventLog();
        try (ResidentKernel kernel = ResidentKernel.open(KernelOptions.defaults()
                        .withBackend("sim")
                        .withTenants(TENANTS, 2)
                        .withListener(events));
                WebConsole console = WebConsole.open(WebOptions.loopback(0), kernel, events, List::of, List.of())) {
            out.print(new Soak(kernel, console).rows(minutes));
        }
    }

    private MarkdownTable rows(int minutes) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < WORKERS; i++) {
            threads.add(Thread.ofPlatform().start(this::work));
        }
        for (int i = 0; i < CLIENTS; i++) {
            int limitKib = i % 4 == 0 ? 64 : Integer.MAX_VALUE;
            threads.add(Thread.ofVirtual().start(() -> stream(limitKib)));
        }
        threads.add(Thread.ofVirtual().start(this::scrape));
        MarkdownTable table = new MarkdownTable(
                "minute",
                "heap after collection KiB",
                "threads",
                "slots ended",
                "tenants that came and went",
                "requests",
                "streamed MB");
        for (int minute = 0; minute <= minutes; minute++) {
            table.row(
                    "%d".formatted(minute),
                    "%,d".formatted(heapBytes() >> 10),
                    "%d".formatted(ManagementFactory.getThreadMXBean().getThreadCount()),
                    "%,d".formatted(ended.get()),
                    "%,d".formatted(visitors.get()),
                    "%,d".formatted(requests.get()),
                    "%,.1f".formatted(received.get() / 1e6));
            System.err.println(table.toString().lines().reduce("", (before, line) -> line));
            if (minute < minutes) {
                Thread.sleep(Duration.ofMinutes(1));
            }
        }
        over = true;
        for (Thread thread : threads) {
            thread.interrupt();
        }
        return table;
    }

    private static long heapBytes() {
        System.gc();
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** A tenant for ever, and others for a moment. */
    private void work() {
        Tenant tenant = kernel.tenants().register("steady").orThrow();
        Completion outcome = new Completion();
        try {
            while (!over) {
                Tenant visitor = kernel.tenants().register("visitor").orThrow();
                for (int i = 0; i < SLOTS_A_TURN; i++) {
                    tenant.await(tenant.submit(Opcodes.ATOMIC_ADD, 1, 0), LIMIT, outcome);
                }
                visitor.await(visitor.submit(Opcodes.NOP), LIMIT, outcome);
                kernel.tenants().unregister(visitor);
                ended.addAndGet(SLOTS_A_TURN + 1);
                visitors.incrementAndGet();
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            // That is how it ends.
        }
    }

    /** A client that reads so much and then comes back. */
    private void stream(int limitKib) {
        byte[] some = new byte[1 << 13];
        while (!over) {
            try (Socket socket = request("/api/events")) {
                InputStream in = socket.getInputStream();
                long read = 0;
                for (int count = in.read(some); count >= 0 && !over && read >> 10 < limitKib; count = in.read(some)) {
                    read += count;
                    received.addAndGet(count);
                }
                Thread.sleep(PAUSE_MILLIS);
            } catch (IOException e) {
                // The server stopped, or refused one of too many; it is asked again.
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void scrape() {
        while (!over) {
            for (String path : List.of("/metrics", "/api/v1/snapshot", "/", "/api/v1/tenants", "/no/such/page")) {
                try (Socket socket = request(path)) {
                    received.addAndGet(socket.getInputStream().readAllBytes().length);
                    requests.incrementAndGet();
                    Thread.sleep(10 * PAUSE_MILLIS);
                } catch (IOException e) {
                    // As above.
                } catch (InterruptedException e) {
                    return;
                }
            }
        }
    }

    private Socket request(String path) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), console.port());
        socket.getOutputStream()
                .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }
}
