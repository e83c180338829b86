package dev.coresident.console.web;

import static dev.coresident.console.web.Browser.css;
import static dev.coresident.console.web.Browser.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.dispatch.Key;
import dev.coresident.api.dispatch.OpHandler;
import dev.coresident.api.dispatch.OpOutcome;
import dev.coresident.api.dispatch.executor.HostServices;
import dev.coresident.api.dispatch.executor.ServingOptions;
import dev.coresident.api.memory.Allocation;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.program.Opcodes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** A tenant's own page, the ring and the automata in a real browser. */
@ExtendWith(NeedsBrowser.class)
class TenantPageTest {
    @SuppressWarnings("NullAway.Init")
    private static Browser browser;

    @BeforeAll
    static void start() {
        browser = new Browser();
    }

    @AfterAll
    static void stop() {
        browser.close();
    }

    @BeforeEach
    void leaveThePageBefore() {
        browser.leave();
    }

    @Test
    void aTenantIsSuspendedAndResumedAfterAQuestionEach() throws Exception {
        try (Served served = Served.open("ada", "bob")) {
            Tenant bob = served.kernel.tenants().find(2).orElseThrow();
            browser.open(served.console.address());
            browser.find(css("tr[data-key='2.0']")).click();
            browser.await(css("#detail .buttons"), "Suspend");
            browser.find(css("#detail .buttons button:nth-child(2)")).click();
            browser.await(id("ask"), "Suspend bob?");
            assertThat(bob.isSuspended()).isFalse();
            browser.find(css("#ask button.main")).click();
            browser.await(css("#detail .outcome"), "Suspended.");
            assertThat(Refusal.of(bob.submit(Opcodes.NOP))).isEqualTo(Refusal.SUSPENDED);
            browser.await(css("#detail .pill"), "suspended");
            browser.await(css("#detail .pairs"), "suspended 1");
            browser.find(css("#detail .buttons button:nth-child(2)")).click();
            browser.await(id("ask"), "Resume bob?");
            browser.find(css("#ask button.main")).click();
            browser.await(css("#detail .outcome"), "Resumed.");
            assertThat(bob.isSuspended()).isFalse();
            browser.press(Keys.ESCAPE);
            browser.await(id("events"), "was resumed from the console");
        }
    }

    @Test
    void aTenantsPageShowsWhatTheLedgerRefusedItAndWhatItsHostOpsDid() throws Exception {
        OpHandler counts = (context, words) -> {
            context.counters().add("lookups", 1);
            context.recorder().note(words.word(0), 0);
            return OpOutcome.done(0);
        };
        ServingOptions serving = ServingOptions.of(HostServices.builder()
                .handler(0, new Key<>("counts", OpHandler.class), counts)
                .build());
        ResidentKernel kernel = ResidentKernel.open(KernelOptions.defaults()
                .withBackend("sim")
                .withTenants(8, 2)
                .withHeapBytes(1 << 20)
                .withServing(serving));
        try (Served served = Served.over(kernel, 0)) {
            Tenant ada = kernel.tenants()
                    .register("ada", TenantPolicy.defaults().withMemoryCeilingBytes(1_024))
                    .orThrow();
            assertThat(ada.allocate(Purpose.INPUT, 4_096)).isInstanceOf(Allocation.Refused.class);
            Completion outcome = new Completion();
            for (int i = 0; i < 3; i++) {
                ada.await(ada.submit(Opcodes.LOAD_MISS, 0, 0, 4_711), Duration.ofSeconds(60), outcome);
                assertThat(outcome.isDone()).isTrue();
            }
            browser.open(served.console.address());
            browser.find(css("tr[data-key='1.0']")).click();
            browser.await(css("#detail .journal"), "account ceiling");
            browser.await(css("#detail .flight"), "4711");
            browser.await(css("#detail .counters"), "lookups 3");
        }
    }

    @Test
    void aTenantsPageShowsHowItsGovernorStandsAndWhatDeadlinesWereLearned() throws Exception {
        try (Served served = HostOpsSeen.open()) {
            browser.open(served.console.address());
            browser.find(css("tr[data-key='1.0']")).click();
            browser.awaitDrawn("#detail .governor", "unhealthy: 5 failures in a row");
            browser.awaitDrawn("#detail .governor", "cools down for ");
            browser.awaitDrawn("#detail .governor", "wait 1 in a row");
            browser.awaitDrawn("#detail .governor", "4 of 1,024 permits in use");
            browser.awaitDrawn("#detail .governor", "overloaded: 3 of 4 wait for their first call");
            browser.awaitDrawn("#detail .governor", "admitted 12, else overloaded 1");
            browser.awaitDrawn("#detail .deadlines", "echo (0): ");
            browser.awaitDrawn("#detail .deadlines", "by its own ops of the service, mean ");
            browser.awaitDrawn("#detail .deadlines", "lane (2): ");
            browser.awaitDrawn("#detail .deadlines", "by all its ops, mean ");
            assertThat(browser.complaints(served.console.address())).isEmpty();
        }
    }

    @Test
    void aTenantsPageHasAnAddressAndShowsItsTimes() throws Exception {
        try (Served served = Served.open("ada", "bob")) {
            Tenant ada = served.kernel.tenants().find(1).orElseThrow();
            Completion outcome = new Completion();
            for (int i = 0; i < 100; i++) {
                ada.await(ada.submit(Opcodes.ATOMIC_ADD, 1, 0), Duration.ofSeconds(60), outcome);
            }
            browser.open(served.console.address());
            browser.go(served.console.address() + "#tenant=1.0");
            browser.await(id("detail-title"), "ada");
            browser.await(css("#detail .pairs"), "99.9 % in");
            assertThat(browser.all(css("#detail .lines canvas"))).hasSize(3);
            browser.press(Keys.ESCAPE);
            browser.awaitGone(id("detail"));
            assertThat(browser.script("return location.hash")).isEmpty();
            browser.script("history.back()");
            browser.await(id("detail-title"), "ada");
            assertThat(browser.complaints(served.console.address())).isEmpty();
        }
    }

    @Test
    void theRingAndTheAutomataAreShown() throws Exception {
        try (Served served = Served.withRules(ScanServiceTest.rules("words", "1:/[a-z]+/\n2:/needle/\n"))) {
            served.post(
                    "/api/v1/scan",
                    "a needle".getBytes(StandardCharsets.US_ASCII),
                    "Authorization",
                    "Bearer " + Served.TOKEN);
            browser.open(served.console.address());
            browser.await(id("automata"), "2 rules in");
            browser.await(id("automata"), "3 matches in 8 B");
            browser.find(css("#automata summary")).click();
            browser.await(css("#automata details[open]"), "rule");
            assertThat(browser.all(css("#ring canvas"))).hasSize(5);
            browser.await(id("ring-count"), "executing");
            assertThat(browser.script("return document.querySelector('#ring canvas').getAttribute('aria-label')"))
                    .startsWith("critical: ");
            assertThat(browser.complaints(served.console.address())).isEmpty();
        }
    }
}
