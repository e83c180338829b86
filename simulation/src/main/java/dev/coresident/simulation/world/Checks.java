package dev.coresident.simulation.world;

import dev.coresident.api.ring.Completion;
import dev.coresident.api.tenant.CounterTable;
import dev.coresident.ledger.LedgerBuffer;
import dev.coresident.simulation.model.Book;
import dev.coresident.simulation.model.TenantModel;
import dev.coresident.simulation.model.Ticket;
import dev.coresident.simulation.model.WindowModel;
import dev.coresident.simulation.scenario.Rule;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The product beside the model: counters, words, ledger, and the control region that only the host writes. */
final class Checks {
    private final World world;
    private final Book book;
    private final CounterTable counters;
    private final LedgerBuffer ledger = new LedgerBuffer();
    private final List<Ticket> silent = new ArrayList<>();
    private final Completion scratch = new Completion();
    private final MemorySegment shadow;
    private final MemorySegment frozen;
    private final long hostBytes;
    private boolean shadowed;

    Checks(World world) {
        this.world = world;
        this.book = world.book;
        this.counters = new CounterTable(world.options().geometry().tenants());
        this.hostBytes = ControlLayout.of(world.options().geometry()).hostBytes();
        this.shadow = MemorySegment.ofArray(new long[(int) (hostBytes / 8)]);
        this.frozen =
                MemorySegment.ofArray(new long[(int) (world.options().geometry().bytes(Region.RING) / 8)]);
    }

    /** They were refused after all. */
    void forget(List<Ticket> tickets) {
        silent.removeAll(tickets);
    }

    /** A ticket without a listener: its end is looked for. */
    void watch(Ticket ticket) {
        silent.add(ticket);
    }

    /** Before the host does anything: what only it writes is as it left it. */
    void beforeHost() {
        if (shadowed && !world.devices.isLost() && !world.isClosed()) {
            long at = MemorySegment.mismatch(control(), 0, hostBytes, shadow, 0, hostBytes);
            if (at >= 0) {
                book.violate(
                        Rule.ISOLATION,
                        "byte " + at + " of the control region changed, which only the host writes, and it did not");
            }
        }
    }

    private MemorySegment control() {
        return world.devices.device().region(Region.CONTROL);
    }

    /** After a call that may have run a cycle. */
    void afterHost() {
        lookAtSilent();
        if (world.isClosed()) {
            return;
        }
        if (world.devices.isLost()) {
            shadowed = false;
        } else {
            world.devices.ring().look();
            MemorySegment.copy(control(), 0, shadow, 0, hostBytes);
            shadowed = true;
        }
        compareCounters();
    }

    /** Before a call that must be refused. */
    void freeze() {
        beforeHost();
        if (!world.devices.isLost()) {
            MemorySegment.copy(ring(), 0, frozen, 0, frozen.byteSize());
        }
    }

    /** After it: not a byte moved. */
    void compareFrozen() {
        if (!world.devices.isLost()
                && (MemorySegment.mismatch(control(), 0, hostBytes, shadow, 0, hostBytes) >= 0
                        || ring().mismatch(frozen) >= 0)) {
            book.violate(Rule.REFUSAL, "a call was refused and changed memory that the device reads");
        }
    }

    private MemorySegment ring() {
        return world.devices.device().region(Region.RING);
    }

    /** Items of batches have no listener. */
    void lookAtSilent() {
        for (int i = silent.size() - 1; i >= 0; i--) {
            Ticket ticket = silent.get(i);
            switch (ticket.tenant.tenant().look(ticket.number(), scratch)) {
                case DONE, FAULTED -> {
                    ticket.look(scratch);
                    silent.remove(i);
                }
                case OVERWRITTEN -> {
                    ticket.overwritten();
                    silent.remove(i);
                }
                case UNKNOWN -> {
                    if (ticket.number() >= ticket.tenant.accepted() - world.submitting()) {
                        break; // the call that publishes it has not come so far
                    }
                    book.violate(Rule.COUNTING, ticket + " is not known any more");
                    silent.remove(i);
                }
                case OUTSTANDING -> {
                    // not yet
                }
            }
        }
    }

    private void compareCounters() {
        world.kernel.tenants().counters(counters);
        if (counters.rows() != world.active.size()) {
            book.violate(
                    Rule.ACCOUNTING,
                    counters.rows() + " tenants are active and " + world.active.size() + " were registered");
            return;
        }
        for (int row = 0; row < counters.rows(); row++) {
            TenantModel tenant = byId(counters.id(row));
            if (tenant == null
                    || counters.published(row) != tenant.accepted()
                    || counters.done(row) != tenant.done()
                    || counters.faulted(row) != tenant.faulted()
                    || counters.refused(row) != tenant.refused()
                    || counters.outstanding(row) < 0) {
                book.violate(
                        counters.refused(row) == (tenant == null ? 0 : tenant.refused())
                                ? Rule.ACCOUNTING
                                : Rule.COUNTING,
                        "%s has counters published %d, done %d, faulted %d, refused %d; they should be %s"
                                .formatted(
                                        tenant,
                                        counters.published(row),
                                        counters.done(row),
                                        counters.faulted(row),
                                        counters.refused(row),
                                        tenant == null ? "nobody's" : tenant.figures()));
            }
        }
    }

    private @Nullable TenantModel byId(int id) {
        for (int i = 0; i < world.active.size(); i++) {
            if (world.active.get(i).tenant().id() == id) {
                return world.active.get(i);
            }
        }
        return null;
    }

    /** Words, quotas, ledger, debug log. */
    void everything() {
        if (world.isClosed() || world.devices.isLost()) {
            return;
        }
        world.devices.ring().compareCounts();
        world.devices.ring().compareQuotas();
        world.devices.log().look();
        for (int i = 0; i < world.active.size(); i++) {
            observe(world.active.get(i));
        }
        compareLedger();
    }

    private void observe(TenantModel tenant) {
        long at = 4L * WindowModel.WORDS * tenant.tenant().id();
        world.devices.device().fetch(Region.OBSERVABLE, at, 4L * WindowModel.WORDS);
        MemorySegment words = world.devices.device().region(Region.OBSERVABLE);
        for (int word = 0; word < WindowModel.WORDS; word++) {
            tenant.window().observe(word, Words.getAcquire(words, at + 4L * word));
        }
    }

    private void compareLedger() {
        world.kernel.ledger().snapshot(ledger);
        long total = 0;
        for (int row = 0; row < ledger.rows(); row++) {
            long current = ledger.currentBytes(row);
            total += current;
            if (current < 0 || current > ledger.ceilingBytes(row) || ledger.peakBytes(row) < current) {
                book.violate(
                        Rule.LEDGER,
                        "the account \"%s\" holds %d bytes, peak %d, ceiling %d"
                                .formatted(
                                        ledger.label(row), current, ledger.peakBytes(row), ledger.ceilingBytes(row)));
            }
        }
        if (total != ledger.totalBytes() || total > world.options().geometry().heapBytes()) {
            book.violate(
                    Rule.LEDGER,
                    "accounts add up to %d bytes, the ledger says %d, the heap has %d"
                            .formatted(
                                    total,
                                    ledger.totalBytes(),
                                    world.options().geometry().heapBytes()));
        }
        for (int i = 0; i < book.tenants().size(); i++) {
            compareAccount(book.tenants().get(i));
        }
    }

    private void compareAccount(TenantModel tenant) {
        if (tenant.isGone()) {
            return;
        }
        long current = current(tenant.tenant().word());
        long least = tenant.leastCharged();
        if (current < least || current > tenant.mostCharged()) {
            book.violate(
                    Rule.LEDGER,
                    "%s is charged %d bytes; its buffers and those that slots may still touch come to %d, and all it had to %d"
                            .formatted(tenant, current, least, tenant.mostCharged()));
        }
        if (current == least) {
            tenant.settled();
        }
        if (tenant.isRevoked() && tenant.outstanding() == 0 && current == 0 && !tenant.isCondemned()) {
            tenant.gone();
        }
    }

    private long current(int word) {
        for (int row = 0; row < ledger.rows(); row++) {
            if (ledger.principal(row) == TenantWord.id(word) && ledger.generation(row) == TenantWord.generation(word)) {
                return ledger.currentBytes(row);
            }
        }
        return 0;
    }
}
