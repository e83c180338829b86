package dev.coresident.console.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clients that send half a body and then nothing. */
class SlowClientsTest {
    private static final String GO_ON = "HTTP/1.1 100 Continue\r\n\r\n";

    private Served served;
    private final List<Socket> slow = new ArrayList<>();

    @BeforeEach
    void serve() throws Exception {
        served = Served.withRules(ScanServiceTest.rules("words", "1:/[a-z]+/\n"));
    }

    @AfterEach
    void close() throws Exception {
        for (Socket socket : slow) {
            socket.close();
        }
        served.close();
    }

    private static String head(int length, String more) {
        return "POST /api/v1/scan HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + Served.TOKEN
                + "\r\nContent-Length: " + length + "\r\nConnection: close\r\n" + more + "\r\n";
    }

    /** Begins bodies of which the server reads: it says so. */
    private void beginBodies(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            Socket socket = served.begin(head(7, "Expect: 100-continue\r\n"));
            slow.add(socket);
            InputStream in = socket.getInputStream();
            assertThat(new String(in.readNBytes(GO_ON.length()), US_ASCII)).isEqualTo(GO_ON);
            socket.getOutputStream().write("ab c".getBytes(US_ASCII));
        }
    }

    private String scan() throws IOException {
        return served.raw(head(3, "") + "x y");
    }

    @Test
    void moreOfThemThanAreScannedAtOnceHoldUpNobody() throws Exception {
        beginBodies(20);
        assertThat(scan()).startsWith("HTTP/1.1 200").contains("{\"total\":2,\"bytes\":3}");
        for (Socket socket : slow) {
            socket.getOutputStream().write("d e".getBytes(US_ASCII));
        }
        for (Socket socket : slow) {
            assertThat(Served.answer(socket)).startsWith("HTTP/1.1 200").contains("{\"total\":3,\"bytes\":7}");
        }
    }

    @Test
    void bodiesBeyondTheBoundAreRefused() throws Exception {
        beginBodies(64);
        assertThat(scan()).startsWith("HTTP/1.1 503").contains("too-many-scans", "64 bodies");
    }
}
