package dev.coresident.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class LedgerConcurrencyTest {
    private static final int THREADS = 8;
    private static final int STEPS = 20_000;
    private static final List<Purpose> PURPOSES = List.of(Purpose.values());

    /** What one thread saw granted, refused and closed. */
    private record Tally(long granted, long refused, long closed) {}

    @Test
    void chargesAreConservedAndNoCeilingIsEverPassed() throws Exception {
        MemoryLedger ledger = Books.ledger(8, 5_000);
        List<Account> accounts = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            accounts.add(Books.open(ledger, i, 2_000));
        }
        AtomicBoolean done = new AtomicBoolean();
        List<Callable<Tally>> workers = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int seed = i;
            workers.add(() -> chargeAndGiveBack(accounts, new Random(seed)));
        }
        List<Tally> tallies;
        try (ExecutorService audits = Executors.newSingleThreadExecutor()) {
            Future<Long> audited = audits.submit(() -> auditUntil(done, ledger));
            try {
                tallies = runTogether(workers);
            } finally {
                done.set(true);
            }
            assertThat(audited.get()).isPositive();
        }

        LedgerSnapshot idle = ledger.snapshot();
        Books.audit(idle);
        assertThat(idle.totals().currentBytes()).isZero();
        assertThat(idle.totals().openLeases()).isZero();
        assertThat(idle.totals().refused())
                .isEqualTo(tallies.stream().mapToLong(Tally::refused).sum())
                .isPositive();
        assertThat(idle.totals().closedLeases())
                .isEqualTo(tallies.stream().mapToLong(Tally::granted).sum())
                .isEqualTo(tallies.stream().mapToLong(Tally::closed).sum());
    }

    @Test
    void theLastByteIsGrantedToExactlyOne() throws Exception {
        for (int round = 0; round < 200; round++) {
            MemoryLedger ledger = Books.ledger(THREADS, 100);
            List<Callable<Boolean>> racers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                Account account = Books.open(ledger, i, 100);
                racers.add(() -> account.reserve(Purpose.HEAP, 51) instanceof Reservation.Granted);
            }
            assertThat(runTogether(racers)).containsOnlyOnce(true);
            assertThat(ledger.currentBytes()).isEqualTo(51);
            assertThat(ledger.peakBytes()).isEqualTo(51);
        }
    }

    @Test
    void leaseClosedByAllThreadsAtOnceGivesBackOnce() throws Exception {
        for (int round = 0; round < 200; round++) {
            MemoryLedger ledger = Books.ledger(2, 1_000);
            Account account = Books.open(ledger, 1, 1_000);
            Books.take(account, Purpose.HEAP, 500);
            Lease lease = Books.take(account, Purpose.HEAP, 100);
            List<Callable<Boolean>> closers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                closers.add(() -> {
                    lease.close();
                    return true;
                });
            }
            runTogether(closers);
            assertThat(account.currentBytes()).isEqualTo(500);
            assertThat(account.closedLeases()).isEqualTo(1);
            assertThat(ledger.snapshot().totals().repeatedCloses()).isEqualTo(THREADS - 1);
        }
    }

    @Test
    void tenantsComeAndGoWhileOthersCharge() throws Exception {
        MemoryLedger ledger = Books.ledger(THREADS + 2, 1_000_000);
        List<Callable<Long>> tenants = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int principal = i;
            tenants.add(() -> liveAndDie(ledger, principal));
        }
        long closed = runTogether(tenants).stream().mapToLong(Long::longValue).sum();
        LedgerSnapshot idle = ledger.snapshot();
        Books.audit(idle);
        assertThat(idle.accounts()).hasSizeLessThanOrEqualTo(THREADS + 2);
        assertThat(idle.totals().currentBytes()).isZero();
        assertThat(idle.totals().refusedOpenings()).isZero();
        assertThat(idle.totals().closedLeases()).isEqualTo(closed);
        assertThat(idle.retired().accounts() + idle.accounts().size()).isEqualTo((long) THREADS * 500);
    }

    private static Tally chargeAndGiveBack(List<Account> accounts, Random random) {
        long granted = 0;
        long refused = 0;
        long closed = 0;
        ArrayDeque<Meter> open = new ArrayDeque<>();
        for (int i = 0; i < STEPS; i++) {
            Account account = accounts.get(random.nextInt(accounts.size()));
            switch (account.reserve(PURPOSES.get(random.nextInt(PURPOSES.size())), random.nextInt(600))) {
                case Reservation.Granted(Lease lease) -> {
                    granted++;
                    open.add(Meter.over(lease, 700));
                }
                case Reservation.Refused _ -> refused++;
            }
            Meter meter = open.peekFirst();
            if (meter != null) {
                refused += meter.resize(random.nextInt(800)) instanceof Reservation.Refused ? 1 : 0;
                refused += meter.retarget(account) instanceof Reservation.Refused ? 1 : 0;
            }
            if (open.size() > 4) {
                open.remove().close();
                closed++;
            }
        }
        for (Meter meter : open) {
            meter.close();
            closed++;
        }
        return new Tally(granted, refused, closed);
    }

    private static long liveAndDie(MemoryLedger ledger, int principal) {
        for (int generation = 0; generation < 500; generation++) {
            Account account = ledger.open(principal, generation, "", LedgerOptions.UNLIMITED)
                    .orThrow();
            Lease early = Books.take(account, Purpose.HEAP, 10 + generation);
            Lease late = Books.take(account, Purpose.IMAGE, 1);
            early.close();
            account.retire();
            late.close();
        }
        return 1_000;
    }

    /** Every snapshot taken while others charge is a consistent cut. */
    private static long auditUntil(AtomicBoolean done, MemoryLedger ledger) {
        long audits = 0;
        do {
            Books.audit(ledger.snapshot());
            audits++;
        } while (!done.get());
        return audits;
    }

    private static <T> List<T> runTogether(List<Callable<T>> tasks) throws InterruptedException, ExecutionException {
        CyclicBarrier start = new CyclicBarrier(tasks.size());
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
            List<Future<T>> running = new ArrayList<>();
            for (Callable<T> task : tasks) {
                running.add(threads.submit(() -> {
                    start.await();
                    return task.call();
                }));
            }
            for (Future<T> result : running) {
                results.add(result.get());
            }
        }
        return results;
    }
}
