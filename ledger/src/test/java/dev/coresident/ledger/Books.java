package dev.coresident.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.HashSet;

/** What the tests of this package share: shortcuts, and the audit that must pass on every snapshot. */
final class Books {
    private Books() {}

    static MemoryLedger ledger(int principals, long totalCeilingBytes) {
        return MemoryLedger.create(
                LedgerOptions.defaults().withPrincipals(principals).withTotalCeilingBytes(totalCeilingBytes));
    }

    static Account open(MemoryLedger ledger, int principal, long ceilingBytes) {
        return ledger.open(principal, 1, "p" + principal, ceilingBytes).orThrow();
    }

    static Lease take(Account account, Purpose purpose, long bytes) {
        return switch (account.reserve(purpose, bytes)) {
            case Reservation.Granted(Lease lease) -> lease;
            case Reservation.Refused refused -> throw new AssertionError(refused.message());
        };
    }

    static Reservation.Refused refused(Reservation reservation) {
        return switch (reservation) {
            case Reservation.Refused refused -> refused;
            case Reservation.Granted(Lease lease) -> throw new AssertionError("granted " + lease.ownedBytes());
        };
    }

    /** Conservation: what the rows say adds up to what the ledger says, and nothing is above its ceiling. */
    static void audit(LedgerSnapshot snapshot) {
        long current = 0;
        var purposes = new EnumMap<Purpose, Long>(Purpose.class);
        long openLeases = 0;
        long closedLeases = snapshot.retired().closedLeases();
        long refused = snapshot.retired().refused();
        var keys = new HashSet<Long>();
        for (LedgerSnapshot.Row row : snapshot.accounts()) {
            long byPurpose = 0;
            for (Purpose purpose : Purpose.values()) {
                assertThat(row.purposes().of(purpose)).isNotNegative();
                byPurpose += row.purposes().of(purpose);
                purposes.merge(purpose, row.purposes().of(purpose), Long::sum);
            }
            assertThat(byPurpose).isEqualTo(row.currentBytes());
            assertThat(row.currentBytes()).isBetween(0L, row.ceilingBytes());
            assertThat(row.peakBytes()).isGreaterThanOrEqualTo(row.currentBytes());
            assertThat(row.openLeases()).isNotNegative();
            assertThat(keys.add((long) row.principal() << 32 | Integer.toUnsignedLong(row.generation())))
                    .isTrue();
            current += row.currentBytes();
            openLeases += row.openLeases();
            closedLeases += row.closedLeases();
            refused += row.refused();
        }
        LedgerSnapshot.Totals totals = snapshot.totals();
        assertThat(totals.currentBytes()).isEqualTo(current).isBetween(0L, totals.ceilingBytes());
        assertThat(totals.peakBytes()).isBetween(current, totals.ceilingBytes());
        assertThat(totals.openLeases()).isEqualTo(openLeases);
        assertThat(totals.closedLeases()).isEqualTo(closedLeases);
        assertThat(totals.refused()).isEqualTo(refused);
        for (Purpose purpose : Purpose.values()) {
            assertThat(totals.purposes().of(purpose)).isEqualTo(purposes.getOrDefault(purpose, 0L));
        }
    }
}
