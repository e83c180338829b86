package dev.coresident.simulation.model;

import dev.coresident.api.RecoveryCounters;
import dev.coresident.api.event.KernelEvent;
import dev.coresident.api.policy.RecoveryPolicy;
import dev.coresident.api.ring.Completion;
import dev.coresident.simulation.scenario.Rule;

/** What a kernel that replaces lost devices owes, and what it tells of that: events, counters, incarnations. */
public final class Comeback {
    private final Book book;
    private final RecoveryPolicy policy;
    private boolean givenUp;
    private int incarnation = -1;
    /** Submissions that stood in the ring of the lost device. */
    private int owed;

    private int failedAttempts;
    private int lossesInRow;
    private long losses;
    private long replaced;
    private long again;
    private long failed;
    private long expired;
    private long expiredBefore;

    Comeback(Book book, RecoveryPolicy policy) {
        this.book = book;
        this.policy = policy;
    }

    /** True if a lost device is to be replaced. */
    public boolean isExpected() {
        return policy.attempts() > 0;
    }

    int mostReruns() {
        return policy.reruns();
    }

    /** How many devices there were before the one of the moment. */
    int incarnation() {
        return incarnation;
    }

    /** True once the kernel told that there will be no other device. */
    public boolean isGivenUp() {
        return givenUp;
    }

    /** True if a slot of the present device expired: it may end after everything else did. */
    boolean hasAnyExpired() {
        return expired > expiredBefore;
    }

    /** A device was opened, of however much use it is. */
    public void opened() {
        incarnation++;
        expiredBefore = expired;
    }

    /** Before the tickets forget where they stood: each of those is owed an end or another run. */
    void lost() {
        for (TenantModel tenant : book.tenants()) {
            for (Ticket ticket : tenant.live()) {
                if (ticket.slot >= 0) {
                    ticket.lostRuns++;
                    ticket.owed = true;
                    owed++;
                }
            }
        }
        for (TenantModel tenant : book.tenants()) {
            tenant.live().forEach(Ticket::countWhatIsLeft);
        }
    }

    /** The kernel told. */
    public void told(KernelEvent event) {
        switch (event) {
            case KernelEvent.DeviceLost told -> {
                expect("is lost", told.incarnation());
                losses++;
                lossesInRow++;
                failedAttempts = 0;
            }
            case KernelEvent.AttemptFailed told -> {
                failedAttempts++;
                if (told.attempt() != failedAttempts || failedAttempts > policy.attempts()) {
                    book.violate(
                            Rule.COUNTING,
                            "attempt %d failed, the %d. since the loss, of %d"
                                    .formatted(told.attempt(), failedAttempts, policy.attempts()));
                }
            }
            case KernelEvent.DeviceReplaced told -> replaced(told);
            case KernelEvent.GivenUp told -> givenUp(told);
            case KernelEvent.SlotExpired told -> expired(told);
        }
    }

    private void expect(String what, int told) {
        if (told != incarnation) {
            book.violate(
                    Rule.EXACTLY_ONCE,
                    "device %d %s, as the kernel tells, and the device of the moment is %d"
                            .formatted(told, what, incarnation));
        }
    }

    private void replaced(KernelEvent.DeviceReplaced told) {
        expect("runs", told.incarnation());
        int alive = 0;
        for (TenantModel tenant : book.tenants()) {
            for (Ticket ticket : tenant.live()) {
                alive += ticket.owed ? 1 : 0;
                ticket.owed = false;
            }
        }
        if (told.again() != alive || told.failed() != owed - alive) {
            book.violate(
                    Rule.COUNTING,
                    "%s, but %d submissions were in the ring of the lost device and %d of them have not ended"
                            .formatted(told, owed, alive));
        }
        if (failedAttempts >= policy.attempts()) {
            book.violate(
                    Rule.COUNTING,
                    "%s after %d failed attempts of %d".formatted(told, failedAttempts, policy.attempts()));
        }
        replaced++;
        again += told.again();
        failed += told.failed();
        owed = 0;
    }

    private void givenUp(KernelEvent.GivenUp told) {
        if (failedAttempts < policy.attempts() && lossesInRow <= policy.lossesInRow()) {
            book.violate(
                    Rule.LIVENESS,
                    "the kernel gave up after %d failed attempts and %d losses in a row: %s"
                            .formatted(failedAttempts, lossesInRow, told.reason()));
        }
        givenUp = true;
    }

    private void expired(KernelEvent.SlotExpired told) {
        expired++;
        Ticket ticket = null;
        for (TenantModel tenant : book.tenants()) {
            for (Ticket live : tenant.live()) {
                if (live.number == told.ticket() && tenant.tenant().id() == told.tenant()) {
                    ticket = live;
                }
            }
        }
        if (ticket == null || ticket.expired) {
            book.violate(
                    Rule.EXACTLY_ONCE,
                    "ticket %d of tenant %d expired, as the kernel tells, and has ended or expired before"
                            .formatted(told.ticket(), told.tenant()));
        } else {
            ticket.expired = true;
            judgeAge(ticket);
        }
    }

    private void judgeAge(Ticket ticket) {
        long age = book.nanos() - ticket.standsSince;
        boolean claimed = book.isDeviceLost() || book.isClaimed(ticket); // nobody can tell of a lost one
        if (!claimed || age < policy.slotLimit().toNanos()) {
            book.violate(
                    Rule.EXACTLY_ONCE,
                    "%s expired, which is %s and stands in the ring for at most %d ns of %d"
                            .formatted(
                                    ticket,
                                    claimed ? "claimed" : "not claimed",
                                    age,
                                    policy.slotLimit().toNanos()));
        }
    }

    /** The counters of a snapshot say what was told. */
    public void compare(RecoveryCounters counters, int ofSnapshot) {
        if (counters.losses() != losses
                || counters.recoveries() != replaced
                || counters.reruns() < again
                || counters.failed() < failed
                || counters.expired() != expired
                || counters.late() < 0
                || counters.late() > expired
                || ofSnapshot != incarnation) {
            book.violate(
                    Rule.COUNTING,
                    "a snapshot of incarnation %d has %s; told were incarnation %d, %d losses, %d recoveries, %d run again, %d failed, %d expired"
                            .formatted(ofSnapshot, counters, incarnation, losses, replaced, again, failed, expired));
        }
    }

    /** What a device ended, it ended on the device of the moment. */
    void ended(Ticket ticket, Completion completion) {
        lossesInRow = 0;
        if (completion.incarnation() != incarnation) {
            book.violate(
                    Rule.EXACTLY_ONCE,
                    "%s ended on device %d, and the device of the moment is %d"
                            .formatted(ticket, completion.incarnation(), incarnation));
        }
    }
}
