package dev.coresident.ledger;

import static dev.coresident.ledger.Books.open;
import static dev.coresident.ledger.Books.refused;
import static dev.coresident.ledger.Books.take;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EvictionTest {
    @Test
    void liveAccountIsNeverEvicted() {
        MemoryLedger ledger = Books.ledger(2, 1_000);
        Account idle = open(ledger, 1, 100);
        ledger.observe(2, 50);
        assertThat(ledger.observe(3, 60)).isEqualTo(Observation.RECORDED);
        assertThat(idle.standing()).isEqualTo(Standing.LIVE);
        assertThat(ledger.peakBytes(2)).isEmpty();
        open(ledger, 4, 100);
        assertThat(ledger.observe(5, Long.MAX_VALUE)).isEqualTo(Observation.DROPPED);
        assertThat(ledger.find(1, 1)).containsSame(idle);
    }

    @Test
    void retiredAccountWithLeasesKeepsItsPlaceUntilTheyClose() {
        MemoryLedger ledger = Books.ledger(1, 1_000);
        Account account = open(ledger, 1, 100);
        Lease lease = take(account, Purpose.HEAP, 10);
        account.retire();
        assertThat(account.standing()).isEqualTo(Standing.RETIRING);
        assertThat(ledger.observe(2, 500)).isEqualTo(Observation.DROPPED);
        assertThat(ledger.open(2, 0, "two", 10)).isInstanceOf(Opening.Refused.class);
        lease.close();
        assertThat(account.standing()).isEqualTo(Standing.RETIRED);
        assertThat(ledger.open(2, 0, "two", 10)).isInstanceOf(Opening.Opened.class);
        assertThat(account.standing()).isEqualTo(Standing.FOLDED);
    }

    @Test
    void retiredRowStaysReadableUntilItFoldsAndTotalsStayTrue() {
        MemoryLedger ledger = Books.ledger(2, 1_000);
        Account account = open(ledger, 1, 100);
        take(account, Purpose.HEAP, 70).close();
        refused(account.reserve(Purpose.HEAP, 101));
        account.retire();
        account.retire();
        assertThat(ledger.peakBytes(1)).hasValue(70);
        open(ledger, 2, 100);
        LedgerSnapshot.Totals before = ledger.snapshot().totals();

        open(ledger, 3, 100);
        LedgerSnapshot after = ledger.snapshot();
        assertThat(after.totals()).isEqualTo(before);
        assertThat(after.retired()).isEqualTo(new LedgerSnapshot.Retired(1, 70, 1, 1));
        assertThat(ledger.find(1, 1)).isEmpty();
        assertThat(account.peakBytes()).isEqualTo(70);

        refused(account.reserve(Purpose.HEAP, 1));
        assertThat(account.refused()).as("folded figures stand still").isEqualTo(1);
        assertThat(ledger.snapshot().retired().refused()).isEqualTo(2);
        assertThat(ledger.snapshot().totals().refused()).isEqualTo(2);
    }

    @Test
    void fullLedgerOfLiveAccountsRefusesTheNextOneByName() {
        MemoryLedger ledger = Books.ledger(2, 1_000);
        open(ledger, 1, 100);
        open(ledger, 2, 100);
        Opening opening = ledger.open(3, 9, "late", 100);
        assertThat(opening).isEqualTo(new Opening.Refused(Opening.Rule.LEDGER_FULL, 3, 9, "late", 2, 2));
        assertThatIllegalStateException()
                .isThrownBy(opening::orThrow)
                .withMessage(
                        "the ledger holds 2 rows of at most 2, none idle, so principal 3 generation 9 \"late\" has no "
                                + "place: retire accounts, close the leases of retired ones, or create the ledger with a larger bound");
        assertThat(ledger.snapshot().totals().refusedOpenings()).isEqualTo(1);
        assertThat(ledger.snapshot().accounts()).hasSize(2);
    }

    @Test
    void openAccountHasOneOwnerPerGeneration() {
        MemoryLedger ledger = Books.ledger(4, 1_000);
        Account account = open(ledger, 1, 100);
        assertThat(ledger.open(1, 1, "again", 5))
                .isEqualTo(new Opening.Refused(Opening.Rule.ALREADY_OPEN, 1, 1, "again", 1, 4));
        Lease lease = take(account, Purpose.HEAP, 10);
        account.retire();
        assertThat(ledger.open(1, 1, "again", 5))
                .isEqualTo(new Opening.Refused(Opening.Rule.LEASES_OPEN, 1, 1, "again", 1, 4));
        Account next = ledger.open(1, 2, "next", 100).orThrow();
        assertThat(next).isNotSameAs(account);
        assertThat(next.peakBytes()).isZero();
        lease.close();
        assertThat(ledger.open(1, 1, "again", 5).orThrow()).isSameAs(account);
        assertThat(account.label()).isEqualTo("again");
        assertThat(account.ceilingBytes()).isEqualTo(5);
        assertThat(account.peakBytes()).isEqualTo(10);
        assertThat(ledger.peakBytes(1)).hasValue(10);
    }

    @Test
    void observedRowBecomesTheAccountThatIsOpenedForIt() {
        MemoryLedger ledger = Books.ledger(4, 1_000);
        ledger.observe(5, 40);
        Account account = ledger.open(5, 0, "five", 100).orThrow();
        assertThat(account.peakBytes()).isEqualTo(40);
        assertThat(ledger.snapshot().accounts()).hasSize(1);
        for (int i = 10; i < 20; i++) {
            ledger.observe(i, 1_000);
        }
        assertThat(account.standing()).isEqualTo(Standing.LIVE);
    }

    @Test
    void observationReachesTheNewestGeneration() {
        MemoryLedger ledger = Books.ledger(8, 1_000);
        Account old = ledger.open(5, 0x7FFF_FFFF, "", 100).orThrow();
        Account young = ledger.open(5, 0x8000_0000, "", 100).orThrow();
        ledger.open(4, -1, "", 100).orThrow();
        ledger.open(6, 0, "", 100).orThrow();
        ledger.observe(5, 33);
        assertThat(old.peakBytes()).isZero();
        assertThat(young.peakBytes()).isEqualTo(33);
    }

    @Test
    void risingPeakOfHistoryChangesWhoGoesNext() {
        MemoryLedger ledger = Books.ledger(3, 1_000);
        ledger.observe(1, 10);
        ledger.observe(2, 20);
        ledger.observe(3, 30);
        ledger.observe(1, 25);
        ledger.observe(4, 40);
        assertThat(principals(ledger)).containsExactly(1, 3, 4);
        ledger.observe(5, 40);
        assertThat(principals(ledger)).containsExactly(3, 4, 5);
    }

    @Test
    void tiesGoByUnsignedPrincipalThenGeneration() {
        MemoryLedger ledger = Books.ledger(3, 1_000);
        ledger.observe(-1, 10);
        ledger.observe(3, 10);
        ledger.observe(0x8000_0000, 10);
        ledger.observe(100, 11);
        ledger.observe(101, 11);
        assertThat(principals(ledger)).containsExactly(100, 101, -1);

        MemoryLedger lives = Books.ledger(2, 1_000);
        lives.open(1, -1, "old", 0).orThrow().retire();
        lives.open(1, 2, "young", 0).orThrow().retire();
        lives.observe(9, 1);
        assertThat(lives.find(1, 2)).isEmpty();
        assertThat(lives.find(1, -1)).isPresent();
    }

    @Test
    void whoIsLeftDoesNotDependOnTheOrderOfEqualCalls() {
        for (int seed = 0; seed < 64; seed++) {
            Random random = new Random(seed);
            List<Integer> arrivals = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                arrivals.add(i);
            }
            Collections.shuffle(arrivals, random);
            MemoryLedger one = Books.ledger(32, 1_000);
            MemoryLedger two = Books.ledger(32, 1_000);
            for (int principal : arrivals) {
                one.observe(principal, 1 + principal % 4);
            }
            for (int principal = 0; principal < 32; principal++) {
                two.observe(principal, 1 + principal % 4);
            }
            for (int i = 0; i < 200; i++) {
                int principal = random.nextInt();
                long bytes = 1L + random.nextInt(6);
                assertThat(one.observe(principal, bytes)).isEqualTo(two.observe(principal, bytes));
            }
            assertThat(one.snapshot()).as("seed %d", seed).isEqualTo(two.snapshot());
        }
    }

    private static List<Integer> principals(MemoryLedger ledger) {
        return ledger.snapshot().accounts().stream()
                .map(LedgerSnapshot.Row::principal)
                .toList();
    }
}
