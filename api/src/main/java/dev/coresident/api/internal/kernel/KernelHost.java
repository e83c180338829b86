package dev.coresident.api.internal.kernel;

import dev.coresident.api.dispatch.facet.OpLedger;
import dev.coresident.api.internal.fuel.FuelMeter;
import dev.coresident.api.internal.fuel.Metering;
import dev.coresident.api.internal.memory.DeviceMemory;
import dev.coresident.api.internal.pump.Pump;
import dev.coresident.api.internal.pump.Submission;
import dev.coresident.api.internal.pump.TenantHost;
import dev.coresident.api.internal.pump.TenantState;
import dev.coresident.api.internal.recording.Recorder;
import dev.coresident.api.memory.Allocation;
import dev.coresident.api.memory.Binding;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.Refusal;
import dev.coresident.ledger.Account;
import dev.coresident.ledger.MemoryLedger;
import dev.coresident.ledger.Opening;
import dev.coresident.ledger.Purpose;
import dev.coresident.ledger.budget.BudgetFigures;
import dev.coresident.ledger.journal.Act;
import dev.coresident.ledger.journal.Reason;
import dev.coresident.spi.Device;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.CustomOp;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.ProgramImage;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** What the tenants of a kernel get from its device: a row, an account, memory, bindings. Any thread. */
public final class KernelHost implements TenantHost {
    private final Geometry geometry;
    private final TenantTable table;
    private final DeviceMemory memory;
    private final MemoryLedger ledger;
    private final Pump pump;
    private final Submission submission;
    private final @Nullable Recorder recorder;
    private final Account shared;
    private volatile List<CustomOp> customOps;
    private final Map<Integer, Account> accounts = new ConcurrentHashMap<>();
    private final Map<Long, DeviceBuffer> images = new HashMap<>();

    /**
     * A host over a device that was opened.
     *
     * @param recorder is told of tenants and bindings; null if nothing is recorded
     */
    public KernelHost(
            Device device,
            DeviceMemory memory,
            MemoryLedger ledger,
            Pump pump,
            Submission submission,
            @Nullable Recorder recorder) {
        this.geometry = device.geometry();
        this.table = new TenantTable(device);
        this.customOps = device.customOps();
        this.memory = memory;
        this.ledger = ledger;
        this.pump = pump;
        this.submission = submission;
        this.recorder = recorder;
        this.shared = ledger.open(TenantWord.HOST, 0, "shared").orThrow();
    }

    @Override
    public Metering metering() {
        return new Metering(pump.time(), ledger.journal(), geometry.opsPerTenant());
    }

    @Override
    public @Nullable String admit(TenantState state, @Nullable TenantState parent) {
        if (pump.isGivenUp()) {
            return Refusal.DEVICE_LOST.rule() + ": " + Refusal.DEVICE_LOST.wayOut();
        }
        int generation = TenantWord.generation(state.word());
        long ceiling = state.policy().memoryCeilingBytes();
        Account above = parent == null ? null : accounts.get(parent.word());
        if (parent != null && above == null) {
            return "tenant %d \"%s\" has no account any more: register below one that is active"
                    .formatted(parent.id(), parent.label());
        }
        Opening opening = above == null
                ? ledger.open(state.id(), generation, state.label(), ceiling)
                : ledger.openBelow(above, state.id(), generation, state.label(), ceiling);
        return switch (opening) {
            case Opening.Refused refused -> refused.message();
            case Opening.Opened(Account account) -> {
                accounts.put(state.word(), account);
                pump.attach(state);
                if (pump.isGivenUp()) {
                    state.shut(Refusal.DEVICE_LOST); // given up meanwhile, and perhaps before it was seen among the
                    // tenants
                }
                if (recorder == null) {
                    table.admit(state);
                } else {
                    recorder.registered(
                            state.word(),
                            state.windowFirst(),
                            state.windowSize(),
                            state.policy().quota(),
                            state.label(),
                            () -> table.admit(state));
                }
                yield null;
            }
        };
    }

    @Override
    public void revoke(TenantState state) {
        if (recorder == null) {
            table.revoke(state);
        } else {
            recorder.revoked(state.word(), () -> table.revoke(state));
        }
    }

    @Override
    public void release(TenantState state) {
        synchronized (images) {
            // under the lock, so that a bind that saw the tenant open is over
            if (recorder == null) {
                table.free(state);
            } else {
                recorder.released(state.word(), () -> table.free(state));
            }
            images.keySet().removeIf(key -> (int) (key >>> 32) == state.word());
        }
        pump.handOver().retire(state);
        memory.releaseOwner(state.word());
        Account account = accounts.remove(state.word());
        if (account != null) {
            account.retire();
        }
    }

    @Override
    public Submission submission() {
        return submission;
    }

    @Override
    public Allocation allocate(TenantState state, Purpose purpose, long bytes, boolean spare) {
        return allocate(state, purpose, 0, bytes, spare);
    }

    private Allocation allocate(TenantState state, Purpose purpose, int flags, long bytes, boolean spare) {
        Account account = accounts.get(state.word());
        if (account == null || !state.isOpen()) {
            return new Allocation.Refused("tenant %d \"%s\" was revoked and gets no more memory: register again"
                    .formatted(state.id(), state.label()));
        }
        return allocate(account, purpose, state.word(), flags, bytes, spare);
    }

    /** Memory that every tenant's ops may read and none may write, charged to the shared account. */
    public Allocation allocateShared(Purpose purpose, long bytes) {
        return allocate(shared, purpose, TenantWord.HOST, HandleRow.READ_ONLY, bytes, false);
    }

    /** Tries again after the pump gave back what had settled, and once more after those were asked who can do without what they hold. */
    private Allocation allocate(Account account, Purpose purpose, int owner, int flags, long bytes, boolean spare) {
        Allocation allocation = memory.allocate(account, purpose, owner, flags, bytes);
        if (allocation instanceof Allocation.Refused && memory.isPending()) {
            pump.poll();
            allocation = memory.allocate(account, purpose, owner, flags, bytes);
        }
        if (allocation instanceof Allocation.Refused
                && !spare
                && memory.pressure().relieve(memory, account, bytes)) {
            pump.poll(); // what was closed is given back once nothing in the ring can touch it
            allocation = memory.allocate(account, purpose, owner, flags, bytes);
        }
        if (allocation instanceof Allocation.Granted) {
            memory.pressure().look(memory);
        }
        return allocation;
    }

    @Override
    public Binding bind(TenantState state, int local, OpKind kind, @Nullable ProgramImage image) {
        String outside = outside(state, local);
        if (outside != null) {
            return new Binding.Refused(outside);
        }
        if (kind.needsImage() != (image != null)) {
            return new Binding.Refused("op kind " + kind + (kind.needsImage() ? " needs" : " takes no")
                    + " program image: " + (kind.needsImage() ? "bind the image" : "bind it without"));
        }
        if (image == null) {
            return bind(state, local, kind.number(), null, 0);
        }
        MemorySegment bytes = image.bytes();
        return switch (allocate(state, Purpose.IMAGE, HandleRow.READ_ONLY | HandleRow.IMAGE, bytes.byteSize(), false)) {
            case Allocation.Refused(String reason) -> new Binding.Refused(reason);
            case Allocation.Granted(DeviceBuffer buffer) -> {
                buffer.segment().copyFrom(bytes);
                buffer.wrote(0, bytes.byteSize());
                yield bind(state, local, kind.number(), buffer, buffer.handle());
            }
        };
    }

    @Override
    public Binding bind(TenantState state, int local, CustomOp op) {
        String outside = outside(state, local);
        if (outside != null) {
            return new Binding.Refused(outside);
        }
        if (!customOps.contains(op)) {
            return new Binding.Refused("the device has no custom op \"" + op.name() + "\", only "
                    + customOps.stream().map(CustomOp::name).toList()
                    + ": open the kernel with a backend and properties that bring it");
        }
        return bind(state, local, op.kind(), null, 0);
    }

    /** Why a local opcode cannot be bound, or null. */
    private @Nullable String outside(TenantState state, int local) {
        int ops = geometry.opsPerTenant();
        if (local < 0 || local >= ops) {
            return "local opcode %s of tenant %d \"%s\" cannot be bound, only [0, %d): use a smaller local opcode or open the kernel with more ops per tenant"
                    .formatted(Integer.toUnsignedString(local), state.id(), state.label(), ops);
        }
        return null;
    }

    private Binding bind(TenantState state, int local, int kind, @Nullable DeviceBuffer image, int handle) {
        long key = ((long) state.word() << 32) | local;
        DeviceBuffer before;
        synchronized (images) {
            if (!state.isOpen()) {
                if (image != null) {
                    image.close();
                }
                return new Binding.Refused("tenant %d \"%s\" was revoked and binds nothing: register again"
                        .formatted(state.id(), state.label()));
            }
            if (recorder == null) {
                table.bind(state, local, kind, handle);
            } else {
                recorder.bound(state.word(), local, kind, handle, () -> table.bind(state, local, kind, handle));
            }
            FuelMeter fuel = state.fuel();
            if (fuel != null) {
                fuel.bound(local, kind);
            }
            before = image == null ? images.remove(key) : images.put(key, image);
        }
        if (before != null) {
            before.close();
        }
        return new Binding.Bound(state.windowFirst() + local);
    }

    /** Tells another device, which has not started, who is there, with what memory and which ops. Called by the pump's owner. */
    public void moveTo(Device other, int incarnation) {
        memory.moveTo(other, incarnation);
        table.moveTo(other);
        customOps = other.customOps();
        sayWhetherServed(other);
    }

    /** What host ops may read of the ledger, and where it is written that a budget denied one. */
    public OpLedger.Source opLedger() {
        return new OpAccounts();
    }

    private final class OpAccounts implements OpLedger.Source {
        @Override
        public OpLedger.Charges charges(int tenantWord) {
            Account account = accounts.get(tenantWord);
            return account == null
                    ? OpLedger.Charges.UNKNOWN
                    : new OpLedger.Charges(
                            true, account.currentBytes(), account.touchedBytes(), account.ceilingBytes());
        }

        @Override
        public void denied(int tenantWord, long amount, BudgetFigures budget, long waitNanos) {
            Account account = accounts.get(tenantWord);
            ledger.journal()
                    .record(
                            Act.SPEND,
                            waitNanos == Long.MAX_VALUE ? Reason.BUDGET_TOO_SMALL : Reason.BUDGET_SPENT,
                            TenantWord.id(tenantWord),
                            TenantWord.generation(tenantWord),
                            account == null ? "" : account.label(),
                            amount,
                            budget.spent() + budget.reserved(),
                            budget.limit());
        }
    }

    /** Tells a device that has not started whether slots may ask the host. */
    public void sayWhetherServed(Device device) {
        Words.set(
                device.region(Region.CONTROL),
                ControlLayout.SERVICES,
                pump.handOver().serves() ? 1 : 0);
    }

    /** The number of the op kind that a local opcode is bound to, or 0. */
    public int kind(TenantState state, int local) {
        return table.kind(state, local);
    }

    /** True if ops may still write to memory that somebody holds of the device of the moment. */
    public boolean isAnyMemoryWritable() {
        return memory.hasWritable();
    }

    /** Gives everything back when the device has stopped for good. */
    public void releaseAll() {
        synchronized (images) {
            images.clear();
        }
        memory.releaseAll();
        accounts.values().forEach(Account::retire);
        accounts.clear();
        shared.retire();
    }
}
