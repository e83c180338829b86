package dev.coresident.console.web;

import static dev.coresident.console.web.Browser.css;
import static dev.coresident.console.web.Browser.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.ResidentKernel;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.spi.program.Opcodes;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openqa.selenium.Keys;

/** The page in a real browser. */
@ExtendWith(NeedsBrowser.class)
class PageTest {
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

    /** The page of the test before must not complain that its server went. */
    @BeforeEach
    void leaveThePageBefore() {
        browser.leave();
    }

    private static void work(Tenant tenant, int slots) throws InterruptedException {
        Completion outcome = new Completion();
        for (int i = 0; i < slots; i++) {
            tenant.await(tenant.submit(Opcodes.ATOMIC_ADD, 1, 0), Duration.ofSeconds(60), outcome);
        }
    }

    @Test
    void itLoadsWithoutComplaintsAndItsCountersMove() throws Exception {
        try (Served served = Served.open("ada", "bob")) {
            browser.open(served.console.address());
            browser.await(css("tr[data-key='1.0']"), "ada");
            browser.await(id("tiles"), "Alive");
            browser.await(id("backends"), "sim");
            work(served.kernel.tenants().active().getFirst(), 7);
            browser.await(css("tr[data-key='1.0'] td:nth-child(6)"), "7");
            browser.await(id("events"), "tenant 1 \"ada\" registered");
            assertThat(browser.all(css(".uplot canvas"))).hasSize(2);
            assertThat(browser.complaints(served.console.address())).isEmpty();
        }
    }

    @Test
    void aTenantIsRevokedAfterAQuestion() throws Exception {
        try (Served served = Served.open("ada", "bob")) {
            browser.open(served.console.address());
            browser.find(css("tr[data-key='2.0']")).click();
            browser.await(id("detail"), "backlog cap");
            browser.find(css("#detail button.danger")).click();
            browser.await(id("ask"), "Revoke bob?");
            assertThat(served.kernel.tenants().active()).hasSize(2);
            browser.find(css("#ask button.danger")).click();
            browser.await(css("#detail .outcome"), "Revoked.");
            assertThat(served.kernel.tenants().active()).hasSize(1);
            browser.press(Keys.ESCAPE);
            browser.await(css("tr[data-key='2.0']"), "left");
            browser.await(id("events"), "was revoked from the console");
        }
    }

    @Test
    void itComesBackAfterTheServerDoes() throws Exception {
        try (ResidentKernel kernel = Served.kernel(2)) {
            kernel.tenants().register("ada").orThrow();
            Served first = Served.over(kernel, 0);
            int port = first.console.port();
            browser.open(first.console.address());
            first.console.close();
            browser.await(id("connection"), "Reconnecting");
            browser.await(id("notice"), "does not answer");
            kernel.tenants().register("eve").orThrow();
            Served second = Served.over(kernel, port);
            try {
                browser.awaitLive();
                browser.await(css("tr[data-key='2.0']"), "eve");
            } finally {
                second.console.close();
            }
        }
    }

    @Test
    void fourThousandTenantsAreSortedFilteredAndReachedByKey() throws Exception {
        String[] labels = new String[4_094];
        for (int i = 0; i < labels.length; i++) {
            labels[i] = "tenant-" + (i + 1);
        }
        try (Served served = Served.open(labels)) {
            work(served.kernel.tenants().find(4_000).orElseThrow(), 3);
            browser.open(served.console.address());
            browser.await(id("tenants-count"), "4,094 active");
            assertThat(browser.all(css("#tenants-body tr[tabindex]")).size()).isLessThan(80);
            browser.find(css("#tenants-head th:nth-child(6) button")).click();
            browser.await(css("#tenants-body tr[aria-rowindex='2']"), "tenant-4000");
            browser.find(id("filter")).sendKeys("tenant-409");
            browser.await(id("tenants-count"), "6 of 4,094");
            browser.find(id("filter")).clear();
            browser.find(id("filter")).sendKeys(" ", Keys.BACK_SPACE);
            browser.await(id("tenants-count"), "4,094 active");
            browser.script("document.querySelector('#tenants-body tr[tabindex=\"0\"]').focus()");
            browser.press(Keys.END);
            browser.find(css("#tenants-body tr[aria-rowindex='4095']:focus"));
            browser.press(Keys.ARROW_UP);
            browser.find(css("#tenants-body tr[aria-rowindex='4094']:focus"));
            browser.pressEnter();
            browser.await(id("detail"), "Published");
            assertThat(browser.complaints(served.console.address())).isEmpty();
        }
    }

    @Test
    void itFollowsTheSystemIntoTheDarkAndTheButtonOut() throws Exception {
        try (Served served = Served.open("ada")) {
            browser.prefer("dark");
            browser.open(served.console.address());
            String dark = background();
            assertThat(browser.script("return document.documentElement.dataset.theme"))
                    .isEqualTo("dark");
            browser.find(id("theme")).click();
            assertThat(background()).isNotEqualTo(dark);
            browser.script("localStorage.clear()");
            browser.prefer("light");
        }
    }

    @Test
    void nothingSticksOutOnAPhone() throws Exception {
        try (Served served = Served.open("ada", "a-label-that-is-much-longer-than-a-phone-is-wide-and-then-some")) {
            browser.phone();
            browser.open(served.console.address());
            browser.await(css("tr[data-key='1.0']"), "ada");
            assertThat(browser.script("return document.documentElement.scrollWidth - innerWidth"))
                    .isEqualTo("0");
            browser.desk();
        }
    }

    private static String background() {
        return browser.script("return getComputedStyle(document.body.parentElement).backgroundColor");
    }
}
