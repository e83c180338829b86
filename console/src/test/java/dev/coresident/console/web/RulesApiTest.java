package dev.coresident.console.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.console.limit.RuleLimits;
import dev.coresident.console.web.rules.ScanLimits;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rule sets that come, are replaced and go while the server runs. */
class RulesApiTest {
    private static final String[] BEARER = {"Authorization", "Bearer " + Served.TOKEN};

    @SuppressWarnings("NullAway.Init")
    private Served served;

    @BeforeEach
    void open() throws Exception {
        served = Served.withRules();
    }

    @AfterEach
    void close() throws Exception {
        served.close();
    }

    private HttpResponse<String> scan(String body) throws Exception {
        return served.post("/api/v1/scan", body.getBytes(US_ASCII), BEARER);
    }

    @Test
    void aTenantIsRegisteredWithARuleFileSwappedAndRemoved() throws Exception {
        assertThat(scan("a1").statusCode()).isEqualTo(404);
        assertThat(served.put("/api/v1/rules/mine", "1:/[a-z]/").statusCode()).isEqualTo(401);
        assertThat(served.post("/api/v1/rules/mine?priority=high&weight=3", "1:/[a-z]/".getBytes(US_ASCII), BEARER)
                        .statusCode())
                .isEqualTo(201);
        assertThat(scan("a1").body()).contains("\"rule\":1,\"start\":0");
        served.awaitSample();
        assertThat(served.get("/api/v1/tenants/1").body()).contains("\"priority\":\"high\"", "\"weight\":3");
        assertThat(served.post("/api/v1/rules/mine", "1:/x/".getBytes(US_ASCII), BEARER)
                        .statusCode())
                .isEqualTo(409);
        assertThat(served.put("/api/v1/rules/mine?format=words", "1\n", BEARER).statusCode())
                .isEqualTo(200);
        assertThat(scan("a1").body()).contains("\"start\":1,\"end\":2").contains("\"total\":1");
        assertThat(served.get("/api/v1/automata").body())
                .contains("\"label\":\"mine\"", "\"matches\":1", "\"scannedBytes\":2", "\"kind\":\"literals\"");
        assertThat(served.kernel.tenants().active()).hasSize(1);
        assertThat(served.delete("/api/v1/rules/mine", BEARER).statusCode()).isEqualTo(204);
        assertThat(served.kernel.tenants().active()).isEmpty();
        assertThat(scan("a1").statusCode()).isEqualTo(404);
        assertThat(served.delete("/api/v1/rules/mine", BEARER).statusCode()).isEqualTo(404);
        assertThat(served.get("/api/v1/events").body()).contains("rules-set", "rules-removed");
    }

    @Test
    void whatIsWrongIsRefusedAndChangesNothing() throws Exception {
        served.put("/api/v1/rules/mine", "1:/[a-z]/", BEARER);
        HttpResponse<String> bad = served.put("/api/v1/rules/mine", "1:/a/\n2:/(/\n", BEARER);
        assertThat(bad.statusCode()).isEqualTo(422);
        assertThat(bad.body()).contains("mine:2:");
        for (String query : List.of("format=odd", "priority=urgent", "weight=0", "weight=x", "quota=0")) {
            assertThat(served.put("/api/v1/rules/mine?" + query, "1:/a/", BEARER)
                            .statusCode())
                    .as(query)
                    .isEqualTo(400);
        }
        assertThat(served.put("/api/v1/rules/mine?maxMemoryBytes=64", "1:/a/", BEARER)
                        .statusCode())
                .isEqualTo(409);
        assertThat(served.put("/api/v1/rules/%3Cb%3E", "1:/a/", BEARER).statusCode())
                .isEqualTo(400);
        assertThat(served.put("/api/v1/rules/large", "x".repeat((4 << 20) + 1), BEARER)
                        .statusCode())
                .isEqualTo(413);
        assertThat(scan("a").body()).contains("\"rule\":1").contains("\"total\":1");
        assertThat(served.kernel.tenants().active()).hasSize(1);
    }

    @Test
    void aSwapLosesNoMatchOfBodiesThatAreBeingScanned() throws Exception {
        String body = "ab ".repeat(2_000);
        served.put("/api/v1/rules/mine", "1:/[a-z]+/", BEARER);
        AtomicBoolean done = new AtomicBoolean();
        List<CompletableFuture<List<String>>> scanners = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            scanners.add(CompletableFuture.supplyAsync(() -> scanUntil(body, done)));
        }
        for (int swap = 2; swap < 14; swap++) {
            assertThat(served.put("/api/v1/rules/mine", swap + ":/[a-z]+/", BEARER)
                            .statusCode())
                    .isEqualTo(200);
        }
        done.set(true);
        for (CompletableFuture<List<String>> scanner : scanners) {
            assertThat(scanner.get()).isNotEmpty().allSatisfy(answer -> {
                List<String> lines = answer.lines().toList();
                assertThat(lines).hasSize(2_001).last().isEqualTo("{\"total\":2000,\"bytes\":6000}");
                String rule = lines.getFirst().substring(0, lines.getFirst().indexOf("start"));
                assertThat(lines.subList(0, 2_000)).allMatch(line -> line.startsWith(rule));
            });
        }
        assertThat(scan("x").body()).contains("\"rule\":13,");
        served.awaitSample();
        assertThat(served.kernel.tenants().active()).hasSize(1);
    }

    private List<String> scanUntil(String body, AtomicBoolean done) {
        List<String> answers = new ArrayList<>();
        try {
            do {
                HttpResponse<String> answer = scan(body);
                if (answer.statusCode() != 429) {
                    answers.add(answer.body());
                }
            } while (!done.get());
        } catch (Exception e) {
            throw new AssertionError(e);
        }
        return answers;
    }

    @Test
    void aSuspendedRuleSetIsHeldAndScansOnWhenResumed() throws Exception {
        served.put("/api/v1/rules/mine", "1:/[a-z]+/", BEARER);
        var tenant = served.kernel.tenants().active().getFirst();
        tenant.suspend();
        HttpResponse<String> refused = scan("ab");
        assertThat(refused.statusCode()).isEqualTo(503);
        assertThat(refused.body()).contains("tenant-suspended", "resumed");
        HttpResponse<String> kept = served.put("/api/v1/rules/mine", "2:/x/", BEARER);
        assertThat(kept.statusCode()).isEqualTo(409);
        assertThat(kept.body()).contains("tenant-suspended", "mine", "/api/v1/tenants/" + tenant.id() + "/resume");
        assertThat(served.delete("/api/v1/rules/mine", BEARER).statusCode()).isEqualTo(409);
        assertThat(served.kernel.tenants().active()).containsExactly(tenant);
        assertThat(tenant.isSuspended()).isTrue();
        tenant.resume();
        assertThat(scan("ab").body()).contains("\"total\":1");
        assertThat(served.put("/api/v1/rules/mine", "2:/x/", BEARER).statusCode())
                .isEqualTo(200);
    }

    @Test
    void aSuspendedRuleSetThatWasRevokedCanBeReplaced() throws Exception {
        served.put("/api/v1/rules/mine", "1:/[a-z]+/", BEARER);
        var tenant = served.kernel.tenants().active().getFirst();
        tenant.suspend();
        assertThat(served.kernel.tenants().unregister(tenant)).isTrue();
        assertThat(scan("ab").body()).contains("rules-gone");
        assertThat(served.put("/api/v1/rules/mine", "2:/x/", BEARER).statusCode())
                .isEqualTo(200);
        assertThat(scan("x").body()).contains("\"total\":1");
    }

    private TenantPolicy policy() {
        return served.kernel.tenants().active().getFirst().policy();
    }

    @Test
    void whatAQueryLeavesOutStaysAsItWasForTheRulesBefore() throws Exception {
        served.put("/api/v1/rules/mine?priority=high&weight=3&quota=9&maxMemoryBytes=7000000", "1:/a/", BEARER);
        TenantPolicy before = policy();
        assertThat(before.weight()).isEqualTo(3);
        served.put("/api/v1/rules/mine?weight=5", "2:/b/", BEARER);
        assertThat(policy()).isEqualTo(before.withWeight(5));
    }

    @Test
    void limitsOfRulesAreThoseOfTheServerAndARefusalNamesTheOption() throws Exception {
        String rules = "1:/a{40}/\n";
        RuleLimits limits = RuleLimits.with(Map.of("maxRepeat", 39L));
        try (Served small = Served.withRules(ScanLimits.defaults().withRules(limits))) {
            HttpResponse<String> refused = small.put("/api/v1/rules/loops", rules, BEARER);
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body())
                    .contains("maxRepeat is 39", "with --limit maxRepeat=NUMBER when the server starts");
        }
        assertThat(served.put("/api/v1/rules/loops", rules, BEARER).statusCode())
                .isEqualTo(200);
    }

    @Test
    void noRequestGetsATenantMoreMemoryThanTheServersCeiling() throws Exception {
        try (Served small = Served.withRules(ScanLimits.defaults().withTenantBytes(7_000_000))) {
            for (String query : List.of("", "?maxMemoryBytes=8000000", "?maxMemoryBytes=6000000", "")) {
                assertThat(small.put("/api/v1/rules/mine" + query, "1:/a/", BEARER)
                                .statusCode())
                        .isEqualTo(200);
                assertThat(small.kernel.tenants().active().getFirst().policy().memoryCeilingBytes())
                        .as(query)
                        .isLessThanOrEqualTo(7_000_000);
            }
            assertThat(small.kernel.tenants().active().getFirst().policy().memoryCeilingBytes())
                    .isEqualTo(6_000_000);
        }
        try (Served none = Served.withRules(ScanLimits.defaults().withTenantBytes(64))) {
            assertThat(none.put("/api/v1/rules/mine", "1:/a/", BEARER).statusCode())
                    .isEqualTo(409);
        }
    }
}
