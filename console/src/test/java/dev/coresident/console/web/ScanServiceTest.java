package dev.coresident.console.web;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.automata.BadRules;
import dev.coresident.automata.CompileLimits;
import dev.coresident.automata.RuleFile;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.scan.ScanTenant;
import dev.coresident.console.limit.RuleLimits;
import dev.coresident.console.web.rules.ScanLimits;
import dev.coresident.ledger.LedgerOptions;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ScanServiceTest {
    private static final String[] BEARER = {"Authorization", "Bearer " + Served.TOKEN};

    @SuppressWarnings("NullAway.Init")
    private Served served;

    @BeforeEach
    void open() throws Exception {
        served = Served.withRules(rules("words", "1:/[a-z]+/\n"), rules("numbers", "7:/[0-9]+/\n8:/42/\n"));
    }

    @AfterEach
    void close() throws Exception {
        served.close();
    }

    static ScanTenant rules(String label, String text) {
        byte[] content = text.getBytes(US_ASCII);
        if (RuleFile.parse(label + ".rules", content, CompileLimits.DEFAULT.pattern(), BadRules.STOP)
                        instanceof RuleFile.Outcome.Read(RuleFile file)
                && RuleSet.compile(label, file.rules(), CompileLimits.DEFAULT, BadRules.STOP)
                        instanceof RuleSet.Outcome.Compiled(RuleSet set, var skipped)) {
            return new ScanTenant(set, TenantPolicy.defaults());
        }
        throw new AssertionError(text);
    }

    private HttpResponse<String> scan(String query, String body) throws Exception {
        return served.post("/api/v1/scan" + query, body.getBytes(US_ASCII), BEARER);
    }

    @Test
    void aBodyIsScannedWithTheChosenRules() throws Exception {
        assertThat(scan("?rules=numbers", "ab 42 c 7").body().lines())
                .containsExactly(
                        "{\"tenant\":\"numbers\",\"rule\":7,\"start\":3,\"end\":5}",
                        "{\"tenant\":\"numbers\",\"rule\":8,\"start\":3,\"end\":5}",
                        "{\"tenant\":\"numbers\",\"rule\":7,\"start\":8,\"end\":9}",
                        "{\"total\":3,\"bytes\":9}");
        assertThat(scan("", "ab 42").body().lines()).hasSize(4);
        assertThat(scan("", "").body().lines()).containsExactly("{\"total\":0,\"bytes\":0}");
    }

    @Test
    void aBodyOfSeveralChunksAgreesWithTheJdk() throws Exception {
        String body = "lorem ipsum 1234 dolor, ".repeat(120_000);
        List<String> expected = Pattern.compile("[a-z]+")
                .matcher(body)
                .results()
                .map((MatchResult match) -> "{\"tenant\":\"words\",\"rule\":1,\"start\":%d,\"end\":%d}"
                        .formatted(match.start(), match.end()))
                .toList();
        List<String> lines = scan("?rules=words", body).body().lines().toList();
        assertThat(lines.subList(0, lines.size() - 1)).isEqualTo(expected);
    }

    @Test
    void unknownRulesAndMissingTokensAreRefused() throws Exception {
        assertThat(scan("?rules=nobody", "x").statusCode()).isEqualTo(404);
        assertThat(served.post("/api/v1/scan", new byte[] {'x'}).statusCode()).isEqualTo(401);
        assertThat(served.raw("POST /api/v1/scan HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + Served.TOKEN
                        + "\r\nContent-Length: 99999999999\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 413");
        assertThat(served.get("/api/v1/rules").body()).contains("words", "numbers");
    }

    @Test
    void anAnswerThatIsTooLongIsRefusedAndTheNextIsNot() throws Exception {
        try (Served small = Served.withRules(
                new ScanLimits(1_000, 200, LedgerOptions.UNLIMITED, RuleLimits.DEFAULT),
                rules("words", "1:/[a-z]+/\n"))) {
            HttpResponse<String> refused =
                    small.post("/api/v1/scan", "a ".repeat(400).getBytes(US_ASCII), BEARER);
            assertThat(refused.statusCode()).isEqualTo(422);
            assertThat(refused.body()).contains("answer-too-long", "400 matches", "at most 200", "?rules=");
            assertThat(small.post("/api/v1/scan", new byte[1_001], BEARER).statusCode())
                    .isEqualTo(413);
            assertThat(small.post("/api/v1/scan", "a b".getBytes(US_ASCII), BEARER)
                            .body()
                            .lines())
                    .hasSize(3);
        }
    }

    @Test
    void aRevokedTenantScansNoMoreAndTheOthersDo() throws Exception {
        assertThat(served.post("/api/v1/tenants/1/revoke?generation=0", BEARER).statusCode())
                .isEqualTo(200);
        assertThat(scan("?rules=words", "ab").statusCode()).isEqualTo(503);
        String gone = scan("?rules=words", "ab").body();
        assertThat(gone).contains("rules-gone");
        for (int again = 0; again < 5; again++) {
            assertThat(scan("?rules=words", "ab").body()).isEqualTo(gone);
        }
        assertThat(scan("?rules=numbers", "42").body().lines()).hasSize(3);
    }
}
