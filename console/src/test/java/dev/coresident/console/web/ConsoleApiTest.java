package dev.coresident.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.TicketState;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.spi.layout.OpcodeSpace;
import dev.coresident.spi.program.Opcodes;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConsoleApiTest {
    private static final String[] BEARER = {"Authorization", "Bearer " + Served.TOKEN};

    @SuppressWarnings("NullAway.Init")
    private Served served;

    @BeforeEach
    void open() throws Exception {
        served = Served.open("ada", "bob");
    }

    @AfterEach
    void close() throws Exception {
        served.close();
    }

    @Test
    void theLastSampleShowsWhatTenantsDid() throws Exception {
        Tenant ada = served.kernel.tenants().active().getFirst();
        for (int i = 0; i < 3; i++) {
            ada.await(ada.submit(Opcodes.ATOMIC_ADD, 5, 0), Duration.ofSeconds(60), new Completion());
        }
        ada.submit(OpcodeSpace.USER_FIRST - 1);
        served.awaitSample();
        Map<String, Object> tenant =
                Served.object(served.get("/api/v1/tenants/1").body());
        assertThat(tenant)
                .containsEntry("label", "ada")
                .containsEntry("stage", "active")
                .containsEntry("done", 3L)
                .containsEntry("refused", Map.of("opcode_refused", 1L))
                .doesNotContainKeys("quota", "memoryCeilingBytes");
        assertThat((List<?>) Served.object(served.get("/api/v1/tenants").body()).get("tenants"))
                .hasSize(2);
        String metrics = served.get("/metrics").body();
        assertThat(metrics)
                .contains("coresident_tenant_done_slots_total{id=\"1.0\",tenant=\"ada\"} 3.0")
                .contains("coresident_kernel_tenants 2.0")
                .contains("coresident_kernel_up 1.0")
                .contains("coresident_device_work_total{count=\"images.copied\"}");
    }

    @Test
    void liveAndReadyUntilTheKernelCloses() throws Exception {
        assertThat(served.get("/health/ready").statusCode()).isEqualTo(200);
        served.kernel.close();
        served.awaitSample();
        assertThat(served.get("/health/live").statusCode()).isEqualTo(200);
        assertThat(served.get("/health").statusCode()).isEqualTo(503);
    }

    @Test
    void revokingNeedsTheTokenAndTheGeneration() throws Exception {
        served.awaitSample();
        assertThat(served.post("/api/v1/tenants/1/revoke?generation=0").statusCode())
                .isEqualTo(401);
        assertThat(served.post("/api/v1/tenants/1/revoke?generation=0", "Authorization", "Bearer wrong")
                        .statusCode())
                .isEqualTo(401);
        assertThat(served.post("/api/v1/tenants/1/revoke", BEARER).statusCode()).isEqualTo(400);
        assertThat(served.post("/api/v1/tenants/1/revoke?generation=7", BEARER).statusCode())
                .isEqualTo(409);
        assertThat(served.kernel.tenants().active()).hasSize(2);
        assertThat(served.post("/api/v1/tenants/1/revoke?generation=0", BEARER).statusCode())
                .isEqualTo(200);
        assertThat(served.kernel.tenants().active()).hasSize(1);
        served.awaitSample();
        assertThat(Served.object(served.get("/api/v1/tenants/1").body())).containsEntry("stage", "left");
        assertThat(served.get("/api/v1/events").body()).contains("tenant-revoked", "tenant-left");
        assertThat(served.post("/api/v1/tenants/1/revoke?generation=0", BEARER).statusCode())
                .isEqualTo(404);
    }

    @Test
    void aSuspendedTenantIsRefusedUntilItIsResumed() throws Exception {
        Tenant ada = served.kernel.tenants().active().getFirst();
        String path = "/api/v1/tenants/1/";
        assertThat(served.post(path + "suspend?generation=0").statusCode()).isEqualTo(401);
        assertThat(Served.object(
                        served.post(path + "suspend?generation=0", BEARER).body()))
                .containsEntry("suspended", true)
                .containsEntry("changed", true);
        assertThat(ada.submit(Opcodes.NOP)).isNegative();
        served.awaitSample();
        assertThat(Served.object(
                        served.get(path.substring(0, path.length() - 1)).body()))
                .containsEntry("stage", "suspended")
                .containsEntry("refused", Map.of("suspended", 1L));
        assertThat(Served.object(
                        served.post(path + "resume?generation=0", BEARER).body()))
                .containsEntry("suspended", false);
        assertThat(ada.await(ada.submit(Opcodes.NOP), Duration.ofSeconds(60), new Completion()))
                .isEqualTo(TicketState.DONE);
        served.awaitSample();
        assertThat(served.get("/api/v1/events").body()).contains("tenant-suspended", "tenant-resumed");
        assertThat(served.get(path.substring(0, path.length() - 1)).body())
                .contains("\"stage\":\"active\"", "\"service\":{\"timed\":");
    }

    @Test
    void theRingIsPicturedAndTheLogIsThereOnlyIfThereIsOne() throws Exception {
        String kernel = served.get("/api/v1/kernel").body();
        assertThat(kernel).contains("\"looked\":5120", "\"statuses\":{\"empty\":", "\"critical\":\"0909");
        assertThat(served.get("/api/v1/recording").statusCode()).isEqualTo(401);
        assertThat(served.get("/api/v1/recording", BEARER).statusCode()).isEqualTo(404);
    }

    @Test
    void quiescingSaysThatNothingIsLeft() throws Exception {
        HttpResponse<String> answer = served.post("/api/v1/tenants/2/quiesce?generation=0&limitMillis=60000", BEARER);
        assertThat(Served.object(answer.body())).containsEntry("drained", true);
        assertThat(served.post("/api/v1/tenants/2/quiesce?generation=0&limitMillis=60001", BEARER)
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void aCookieServesThePageAndNobodyElse() throws Exception {
        HttpResponse<String> session = served.post("/api/v1/session", BEARER);
        assertThat(session.statusCode()).isEqualTo(204);
        String set = session.headers().firstValue("Set-Cookie").orElseThrow();
        assertThat(set).contains("HttpOnly", "SameSite=Strict").doesNotContain(Served.TOKEN);
        String cookie = set.substring(0, set.indexOf(';'));
        String path = "/api/v1/tenants/1/quiesce?generation=0&limitMillis=60000";
        assertThat(served.post(path, "Cookie", cookie).statusCode()).isEqualTo(403);
        assertThat(served.post(path, "Cookie", cookie, "Origin", "http://evil.example")
                        .statusCode())
                .isEqualTo(403);
        String own = "http://127.0.0.1:" + served.console.port();
        assertThat(served.post(path, "Cookie", cookie, "Origin", own).statusCode())
                .isEqualTo(200);
        assertThat(served.post(path, "Cookie", cookie + "0", "Origin", own).statusCode())
                .isEqualTo(401);
    }

    @Test
    void whoGuessedTooOftenIsRefusedAndTheRightTokenIsNot() throws Exception {
        String path = "/api/v1/tenants/1/quiesce?generation=0&limitMillis=60000";
        int answer = 401;
        for (int guess = 0; answer == 401; guess++) {
            answer = served.post(path, "Authorization", "Bearer wrong-" + guess).statusCode();
        }
        assertThat(answer).isEqualTo(429);
        assertThat(served.post(path, "Authorization", "Bearer " + Served.TOKEN).statusCode())
                .isEqualTo(200);
        int cookies = 200;
        for (int guess = 0; cookies != 429; guess++) {
            assertThat(cookies).isEqualTo(200);
            cookies = served.get(
                            "/api/v1/session", "Cookie", "coresident-%d=%d".formatted(served.console.port(), guess))
                    .statusCode();
        }
        assertThat(served.get("/api/v1/kernel").statusCode()).isEqualTo(200);
    }

    @Test
    void aPictureOfAForeignPageIsRefusedAndALinkIsFollowed() throws Exception {
        assertThat(served.get("/", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Dest", "image")
                        .statusCode())
                .isEqualTo(403);
        assertThat(served.get("/", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Dest", "document")
                        .statusCode())
                .isEqualTo(200);
        assertThat(served.get("/", "Sec-Fetch-Site", "same-origin", "Sec-Fetch-Dest", "image")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void theSnapshotIsOneDocument() throws Exception {
        assertThat(Served.object(served.get("/api/v1/snapshot").body()))
                .containsOnlyKeys("kernel", "tenants", "ledgers", "events");
    }
}
