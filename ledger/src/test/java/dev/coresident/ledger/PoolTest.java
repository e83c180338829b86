package dev.coresident.ledger;

import static dev.coresident.ledger.Books.open;
import static dev.coresident.ledger.Books.refused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class PoolTest {
    private final MemoryLedger ledger = Books.ledger(16, 1_000);
    private final Pool pool = ledger.pool();
    private final Account account = open(ledger, 1, 500);

    @Test
    void whatIsAllocatedIsThePoolsOwnAndNoAccountsCharge() {
        Pool.Region control = pool.allocate(Purpose.CONTROL, 700);
        Pool.Region ring = pool.allocate(Purpose.RING, 5_000);
        assertThat(pool.allocatedBytes()).isEqualTo(5_700);
        assertThat(pool.allocatedBytes(Purpose.RING)).isEqualTo(5_000);
        assertThat(pool.ownBytes()).isEqualTo(5_700);
        assertThat(ledger.currentBytes()).isZero();
        control.close();
        control.close();
        assertThat(pool.allocatedBytes()).isEqualTo(5_000);
        ring.close();
        LedgerSnapshot.PoolFigures figures = ledger.snapshot().pool();
        assertThat(figures.allocatedBytes()).isZero();
        assertThat(figures.regions()).isZero();
        assertThat(figures.peakBytes()).isEqualTo(5_700);
    }

    @Test
    void carvedPartIsTheAccountsUntilItsLeaseCloses() {
        Pool.Region heap = pool.allocate(Purpose.HEAP, 300);
        Lease lease = lease(account.carve(heap, Purpose.IMAGE, 100));
        assertThat(lease.ownedBytes()).isEqualTo(100);
        assertThat(lease.touchedBytes()).isEqualTo(100);
        assertThat(account.currentBytes(Purpose.IMAGE)).isEqualTo(100);
        assertThat(account.pooledBytes()).isEqualTo(100);
        assertThat(heap.lentBytes()).isEqualTo(100);
        assertThat(pool.ownBytes()).isEqualTo(200);
        assertThat(refused(account.carve(heap, Purpose.HEAP, 201)))
                .isEqualTo(new Reservation.Refused(Reservation.Rule.POOL, 1, 1, "p1", 201, 100, 300));
        assertThat(refused(Meter.over(lease, 1_000).resize(301)).rule()).isEqualTo(Reservation.Rule.POOL);
        assertThatIllegalStateException()
                .isThrownBy(heap::close)
                .withMessage("a region for HEAP still has 1 leases of 100 bytes: close them first");
        lease.close();
        assertThat(pool.ownBytes()).isEqualTo(300);
        assertThat(account.pooledBytes()).isZero();
        assertThat(pool.allocatedBytes()).as("it stands for the next").isEqualTo(300);
    }

    @Test
    void inheritedBytesStayThePoolsAndOnlyGrowthIsCharged() {
        Pool.Region region = pool.allocate(Purpose.INPUT, 200);
        Lease lease = lease(account.lease(region, 260, 400));
        assertThat(lease.baselineBytes()).isEqualTo(200);
        assertThat(lease.ownedBytes()).isEqualTo(60);
        assertThat(lease.touchedBytes()).isEqualTo(260);
        assertThat(lease.ceilingBytes()).isEqualTo(400);
        assertThat(account.currentBytes()).isEqualTo(60);
        assertThat(account.touchedBytes()).isEqualTo(260);
        assertThat(pool.allocatedBytes()).isEqualTo(260);
        assertThat(pool.ownBytes()).isEqualTo(200);
        lease.close();
        assertThat(account.currentBytes()).isZero();
        assertThat(account.touchedBytes()).isZero();
        assertThat(pool.ownBytes()).as("the growth stays").isEqualTo(260);

        Account next = open(ledger, 2, 10);
        Lease reuse = lease(next.lease(region, 260, 400));
        assertThat(reuse.ownedBytes()).as("reuse without growth").isZero();
        assertThat(reuse.touchedBytes()).isEqualTo(260);
        assertThat(next.touchedBytes()).isEqualTo(260);
        assertThat(next.currentBytes()).isZero();
        Meter meter = Meter.over(reuse, 1_000);
        assertThat(meter.resize(270)).isInstanceOf(Reservation.Granted.class);
        assertThat(next.currentBytes()).isEqualTo(10);
        assertThat(refused(meter.resize(271)).rule()).isEqualTo(Reservation.Rule.ACCOUNT_CEILING);
        assertThat(refused(meter.resize(401)).rule()).isEqualTo(Reservation.Rule.REGION_MAXIMUM);
        meter.resize(5);
        assertThat(next.currentBytes()).isZero();
        assertThat(reuse.touchedBytes()).isEqualTo(5);
        assertThat(region.extentBytes()).as("nobody gave it back").isEqualTo(270);
    }

    @Test
    void wholeRegionHasOneLeaseAtATime() {
        Pool.Region region = pool.allocate(Purpose.OUTPUT, 100);
        Lease whole = lease(account.lease(region, 10, 100));
        Account other = open(ledger, 2, 500);
        assertThat(refused(other.lease(region, 1, 100)).rule()).isEqualTo(Reservation.Rule.POOL);
        assertThat(refused(other.carve(region, Purpose.OUTPUT, 1)).rule()).isEqualTo(Reservation.Rule.POOL);
        whole.close();
        Lease part = lease(other.carve(region, Purpose.OUTPUT, 1));
        assertThat(refused(account.lease(region, 1, 100)).rule()).isEqualTo(Reservation.Rule.POOL);
        part.close();
        region.close();
        assertThat(refused(account.lease(region, 0, 100)).rule()).isEqualTo(Reservation.Rule.POOL);
        assertThat(refused(account.carve(region, Purpose.OUTPUT, 0)).rule()).isEqualTo(Reservation.Rule.POOL);
    }

    @Test
    void leasesOfOneAccountAddUp() {
        Pool.Region first = pool.allocate(Purpose.INPUT, 50);
        Pool.Region second = pool.allocate(Purpose.INPUT, 70);
        Lease a = lease(account.lease(first, 60, 100));
        Lease b = lease(account.lease(second, 90, 100));
        Lease c = Books.take(account, Purpose.HOST, 7);
        assertThat(account.currentBytes()).isEqualTo(10 + 20 + 7);
        assertThat(account.touchedBytes()).isEqualTo(60 + 90 + 7);
        assertThat(account.pooledBytes()).isEqualTo(30);
        assertThat(pool.ownBytes() + account.pooledBytes()).isEqualTo(pool.allocatedBytes());
        a.close();
        b.close();
        c.close();
        assertThat(account.touchedBytes()).isZero();
    }

    @Test
    void leaseOfAPooledRegionMovesWithWhatIsOwned() {
        Pool.Region region = pool.allocate(Purpose.INPUT, 50);
        Meter meter = Meter.over(lease(account.lease(region, 80, 100)), 100);
        Account other = open(ledger, 2, 30);
        assertThat(meter.retarget(other)).isInstanceOf(Reservation.Granted.class);
        assertThat(account.touchedBytes()).isZero();
        assertThat(other.currentBytes()).isEqualTo(30);
        assertThat(other.touchedBytes()).isEqualTo(80);
        assertThat(other.pooledBytes()).isEqualTo(30);
    }

    @Test
    void regionOfAnotherLedgerIsABrokenContract() {
        Pool.Region stranger = Books.ledger(1, 10).pool().allocate(Purpose.HEAP, 10);
        assertThatIllegalArgumentException().isThrownBy(() -> account.carve(stranger, Purpose.HEAP, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> account.lease(stranger, 1, 1));
        assertThatIllegalArgumentException().isThrownBy(() -> pool.allocate(Purpose.HEAP, -1));
    }

    private static Lease lease(Reservation reservation) {
        assertThat(reservation).isInstanceOf(Reservation.Granted.class);
        return ((Reservation.Granted) reservation).lease();
    }
}
