package dev.coresident.ledger.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.coresident.ledger.Account;
import dev.coresident.ledger.LedgerOptions;
import dev.coresident.ledger.MemoryLedger;
import dev.coresident.ledger.Meter;
import dev.coresident.ledger.Opening;
import dev.coresident.ledger.Purpose;
import dev.coresident.ledger.Reservation;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class JournalTest {
    private final AtomicLong clock = new AtomicLong(100);
    private final Journal journal = Journal.of(3, clock::getAndIncrement);

    @Test
    void newestEntriesStayAndTheOthersAreCounted() {
        for (int i = 0; i < 5; i++) {
            journal.record(Act.SPEND, Reason.BUDGET_SPENT, i, 0, "t" + i, 10 + i, 20, 30);
        }
        assertThat(journal.recorded()).isEqualTo(5);
        assertThat(journal.dropped()).isEqualTo(2);
        assertThat(journal.entries())
                .containsExactly(
                        new JournalEntry(2, 102, Act.SPEND, Reason.BUDGET_SPENT, 2, 0, "t2", 12, 20, 30),
                        new JournalEntry(3, 103, Act.SPEND, Reason.BUDGET_SPENT, 3, 0, "t3", 13, 20, 30),
                        new JournalEntry(4, 104, Act.SPEND, Reason.BUDGET_SPENT, 4, 0, "t4", 14, 20, 30));
        assertThat(journal.since(4)).hasSize(1);
        assertThat(journal.since(5)).isEmpty();
        assertThat(journal.since(1).getFirst().sequence()).as("1 is gone").isEqualTo(2);
        assertThat(journal.entries().getFirst().message())
                .isEqualTo("spend of 12 for principal 2 generation 0 \"t2\" on top of 20, limit 30: budget_spent");
    }

    @Test
    void ledgerWritesEveryRefusalAndNothingElse() {
        Journal wide = Journal.of(64, clock::get);
        MemoryLedger ledger =
                MemoryLedger.create(LedgerOptions.defaults().withPrincipals(2).withTotalCeilingBytes(100), wide);
        Account account = ledger.open(-1, 3, "pii", 60).orThrow();
        Account other = ledger.openBelow(account, 2, 0, "two", 80).orThrow();
        ledger.open(7, 0, "late", 1);
        Reservation granted = account.reserve(Purpose.HEAP, 50);
        account.reserve(Purpose.HEAP, 11);
        other.reserve(Purpose.HEAP, 12);
        Meter meter = Meter.over(((Reservation.Granted) granted).lease(), 55);
        meter.resize(56);
        meter.resize(20);
        meter.close();
        meter.retarget(other);
        assertThat(wide.entries())
                .containsExactly(
                        entry(0, Act.OPEN, Reason.LEDGER_FULL, 7, 0, "late", 1, 2, 2),
                        entry(1, Act.CHARGE, Reason.ACCOUNT_CEILING, -1, 3, "pii", 11, 50, 60),
                        entry(2, Act.CHARGE, Reason.ANCESTOR_CEILING, 2, 0, "two", 12, 50, 60),
                        entry(3, Act.CHARGE, Reason.REGION_MAXIMUM, -1, 3, "pii", 6, 50, 55),
                        entry(4, Act.CHARGE, Reason.CLOSED, 2, 0, "two", 0, 0, 0));
    }

    @Test
    void everyRefusalHasAReasonOfItsName() {
        assertThat(Reason.values())
                .extracting(Reason::name)
                .containsAll(
                        Stream.concat(Arrays.stream(Reservation.Rule.values()), Arrays.stream(Opening.Rule.values()))
                                .map(Enum::name)
                                .toList());
    }

    @Test
    void threadsLoseNoEntry() throws Exception {
        Journal wide = Journal.of(4_000, () -> 0);
        CountDownLatch done = new CountDownLatch(4);
        for (int t = 0; t < 4; t++) {
            int thread = t;
            Thread.ofPlatform().start(() -> {
                for (int i = 0; i < 1_000; i++) {
                    wide.record(Act.EVICT, Reason.PRESSURE, thread, i, "", i, 0, 0);
                }
                done.countDown();
            });
        }
        done.await();
        List<JournalEntry> entries = wide.entries();
        assertThat(entries).hasSize(4_000);
        for (int t = 0; t < 4; t++) {
            int thread = t;
            assertThat(entries.stream()
                            .filter(entry -> entry.principal() == thread)
                            .mapToInt(JournalEntry::generation))
                    .isSorted()
                    .hasSize(1_000);
        }
    }

    @Test
    void capacityIsBounded() {
        assertThat(journal.capacity()).isEqualTo(3);
        assertThatIllegalArgumentException().isThrownBy(() -> Journal.of(0, () -> 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Journal.of(Journal.MAX_ENTRIES + 1, () -> 0))
                .withMessageContaining("a journal of 1048577 entries is outside [1, 1048576]");
    }

    private JournalEntry entry(
            long sequence,
            Act act,
            Reason reason,
            int principal,
            int generation,
            String label,
            long amount,
            long current,
            long limit) {
        return new JournalEntry(
                sequence, clock.get(), act, reason, principal, generation, label, amount, current, limit);
    }
}
