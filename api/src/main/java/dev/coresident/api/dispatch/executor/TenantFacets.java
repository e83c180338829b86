package dev.coresident.api.dispatch.executor;

import dev.coresident.api.dispatch.facet.OpCounters;
import dev.coresident.api.dispatch.facet.OpEvents;
import dev.coresident.api.dispatch.facet.OpHeld;
import dev.coresident.api.dispatch.facet.OpLedger;
import dev.coresident.api.dispatch.facet.OpRecorder;
import dev.coresident.api.dispatch.facet.TenantView;
import dev.coresident.api.dispatch.govern.TenantGovernor;
import dev.coresident.api.dispatch.record.DispatchEvent;
import dev.coresident.api.dispatch.record.FlightKind;
import dev.coresident.api.dispatch.record.Holding;
import dev.coresident.spi.layout.TenantWord;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;

/** The facets of an op's tenant. A handler sees each through its own interface. */
final class TenantFacets implements TenantView, OpEvents, OpRecorder, OpCounters, OpHeld, OpLedger {
    private final Work work;
    private final CallContext context;

    TenantFacets(Work work, CallContext context) {
        this.work = work;
        this.context = context;
    }

    @Override
    public int word() {
        return context.op().tenantWord;
    }

    @Override
    public int id() {
        return TenantWord.id(word());
    }

    @Override
    public int generation() {
        return TenantWord.generation(word());
    }

    @Override
    public String label() {
        return desk().profile.label();
    }

    @Override
    public int weight() {
        return desk().profile.weight();
    }

    @Override
    public Standing standing() {
        TenantGovernor governor = desk().governor;
        return new Standing(
                governor.underWay(),
                governor.policy().permits(),
                governor.failures(),
                governor.isUnhealthy(),
                governor.isOverloaded(),
                governor.coolingNanos(work.nowNanos));
    }

    @Override
    public void advise(long retryAfterNanos) {
        desk().governor.advise(retryAfterNanos, work.nowNanos);
    }

    @Override
    public void used(long amount) {
        boolean _ = desk().governor.used(context.op().permit, amount);
    }

    @Override
    public boolean raise(String topic, ByteBuffer payload) {
        Op op = context.op();
        if (payload.remaining() > PAYLOAD_BYTES) {
            work.tally.now[Tally.LARGE_EVENTS]++;
            return false;
        }
        return work.events.raise(new DispatchEvent.Raised(id(), op.number, topic, payload));
    }

    @Override
    public void note(long first, long second) {
        work.record(context.op(), FlightKind.NOTE, first, second);
    }

    @Override
    public boolean add(String name, long amount) {
        return desk().counters.add(name, amount);
    }

    @Override
    public long value(String name) {
        return desk().counters.value(name);
    }

    @Override
    public Holding hold(String name, ByteBuffer value) {
        return desk().held.hold(name, value);
    }

    @Override
    public Optional<ByteBuffer> take(String name) {
        return Optional.ofNullable(desk().held.take(name));
    }

    @Override
    public boolean holds(String name) {
        return desk().held.holds(name);
    }

    @Override
    public Charges charges() {
        return work.services.charges().charges(word());
    }

    private TenantDesk desk() {
        return Objects.requireNonNull(context.op().desk);
    }
}
