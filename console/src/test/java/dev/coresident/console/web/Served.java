package dev.coresident.console.web;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.automata.scan.ScanTenant;
import dev.coresident.console.web.gate.AccessToken;
import dev.coresident.console.web.rules.ScanLimits;
import dev.coresident.console.web.rules.ScanService;
import dev.coresident.console.web.sample.EventLog;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.openqa.selenium.json.Json;

/** A kernel on the simulator and its console on a free port. */
final class Served implements AutoCloseable {
    static final String TOKEN = "a-token-of-the-tests";
    private static final Duration PERIOD = Duration.ofMillis(20);

    final EventLog events = new EventLog();
    final ResidentKernel kernel;
    final WebConsole console;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final ScanService scans;

    private Served(ResidentKernel kernel, WebOptions options, List<ScanTenant> rules, ScanLimits limits)
            throws IOException {
        this.kernel = kernel;
        this.scans = ScanService.open(kernel, rules, events, limits);
        this.console = WebConsole.open(options, kernel, events, scans::automata, scans.routes());
    }

    static Served open(String... tenants) throws Exception {
        Served served = over(kernel(tenants.length), 0);
        for (String tenant : tenants) {
            served.register(tenant);
        }
        return served;
    }

    static ResidentKernel kernel(int tenants) throws Exception {
        return ResidentKernel.open(KernelOptions.defaults()
                .withBackend("sim")
                .withTenants(Math.max(8, tenants), 2)
                .withHeapBytes(1 << 20));
    }

    static Served over(ResidentKernel kernel, int port) throws IOException {
        return new Served(
                kernel,
                WebOptions.loopback(port).withToken(new AccessToken(TOKEN)).withPeriod(PERIOD),
                List.of(),
                ScanLimits.defaults());
    }

    /** On every address of this machine. */
    static Served beyondLoopback() throws Exception {
        WebOptions loopback = WebOptions.loopback(0);
        return new Served(
                kernel(1),
                new WebOptions(InetAddress.getByName("0.0.0.0"), 0, new AccessToken(TOKEN), loopback.hosts(), PERIOD),
                List.of(),
                ScanLimits.defaults());
    }

    /** A connection to the stream that has been accepted. */
    Socket stream(int receiveBytes) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(receiveBytes);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), console.port()));
        socket.getOutputStream()
                .write("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** With a scan service for these rule sets. */
    static Served withRules(ScanTenant... rules) throws Exception {
        return withRules(ScanLimits.defaults(), rules);
    }

    static Served withRules(ScanLimits limits, ScanTenant... rules) throws Exception {
        List<ScanTenant> tenants = List.of(rules);
        ResidentKernel kernel = ResidentKernel.open(
                ScanService.sized(KernelOptions.defaults().withBackend("sim").withTenants(8, 2), tenants));
        return new Served(
                kernel, WebOptions.loopback(0).withToken(new AccessToken(TOKEN)).withPeriod(PERIOD), tenants, limits);
    }

    Tenant register(String label) {
        return kernel.tenants().register(label).orThrow();
    }

    /** Waits until the console has taken a sample after now. */
    void awaitSample() throws Exception {
        long seen = sample();
        do {
            awaitPermit();
        } while (sample() < seen + 2);
    }

    private long sample() throws Exception {
        HttpResponse<String> answer = get("/api/v1/kernel");
        while (answer.statusCode() == 429) {
            awaitPermit();
            answer = get("/api/v1/kernel");
        }
        return number(answer.body(), "sample");
    }

    /** Not faster than the console samples: who asks without a pause is refused after a while. */
    void awaitPermit() throws InterruptedException {
        Thread.sleep(PERIOD);
    }

    HttpResponse<String> get(String path, String... headers) throws Exception {
        return send(request(path, headers).GET());
    }

    HttpResponse<String> post(String path, String... headers) throws Exception {
        return send(request(path, headers).POST(HttpRequest.BodyPublishers.noBody()));
    }

    HttpResponse<String> post(String path, byte[] body, String... headers) throws Exception {
        return send(request(path, headers).POST(HttpRequest.BodyPublishers.ofByteArray(body)));
    }

    HttpResponse<String> put(String path, String body, String... headers) throws Exception {
        return send(request(path, headers).PUT(HttpRequest.BodyPublishers.ofString(body)));
    }

    HttpResponse<String> delete(String path, String... headers) throws Exception {
        return send(request(path, headers).DELETE());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + console.port() + "/").resolve(path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Sends bytes as they are and gives back the answer until the server closes. */
    String raw(String text) throws IOException {
        try (Socket socket = begin(text)) {
            return answer(socket);
        }
    }

    /** Begins a request; it need not be whole. */
    Socket begin(String text) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), console.port());
        socket.setSoTimeout(60_000);
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return socket;
    }

    static String answer(Socket socket) throws IOException {
        return new String(allThatCame(socket.getInputStream()), StandardCharsets.UTF_8);
    }

    /** To the end, or to the reset that follows where the server closes with some of the request unread. */
    private static byte[] allThatCame(InputStream in) throws IOException {
        ByteArrayOutputStream came = new ByteArrayOutputStream();
        try {
            in.transferTo(came);
        } catch (SocketException e) {
            if (came.size() == 0) {
                throw e;
            }
        }
        return came.toByteArray();
    }

    static Map<String, Object> object(String json) {
        return new Json().toType(json, Json.MAP_TYPE);
    }

    static long number(String json, String member) {
        return ((Number) Objects.requireNonNull(object(json).get(member))).longValue();
    }

    @Override
    public void close() throws IOException {
        console.close();
        scans.close();
        kernel.close();
    }
}
