package dev.coresident.api.internal.fuel;

import dev.coresident.api.policy.FuelPolicy;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.ring.SlotBatch;
import dev.coresident.ledger.budget.Allowance;
import dev.coresident.ledger.budget.Budget;
import dev.coresident.ledger.budget.BudgetFigures;
import dev.coresident.ledger.budget.Fuel;
import dev.coresident.ledger.journal.Act;
import dev.coresident.ledger.journal.Journal;
import dev.coresident.ledger.journal.Reason;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLongArray;
import org.jspecify.annotations.Nullable;

/**
 * What one tenant's submissions draw on the budgets of the tenant and of those above it, by the places of its queue.
 *
 * <p>Before a place is taken the budgets are asked, the tenant's own first; what one of them or the queue refuses the others take back.
 * Whoever has taken a place notes what stands there before the pump can see it; when its ticket ends the pump settles, once, since a ticket
 * ends once. Reserving allocates nothing and takes no lock; a denial takes the journal's, once for each window and fuel.
 */
public final class FuelMeter {
    private static final int UNMEASURED = -1;
    private static final int INPUT_BYTES = 2;

    private final Metering metering;
    private final int tenantWord;
    private final String label;
    private final int windowFirst;
    private final long deviceNanosEach;
    private final Allowance[] line;
    private final AtomicIntegerArray kinds;
    /** Starts of the windows whose first denial was told, by level and fuel. */
    private final AtomicLongArray told;

    // By place. Written by who took the place, before it is released to the pump; then the pump's.
    private final int mask;
    private final long[][] draws;
    private final long[] scanned;
    private final long[] deviceNanos;

    private FuelMeter(
            Metering metering,
            int tenantWord,
            String label,
            int windowFirst,
            FuelPolicy policy,
            Allowance[] line,
            int places) {
        this.metering = metering;
        this.tenantWord = tenantWord;
        this.label = label;
        this.windowFirst = windowFirst;
        this.deviceNanosEach = policy.deviceNanosEach();
        this.line = line;
        this.told = new AtomicLongArray(line.length * Fuel.COUNT);
        this.kinds = new AtomicIntegerArray(metering.ops());
        this.mask = places - 1;
        this.draws = new long[line.length][places];
        this.scanned = new long[places];
        this.deviceNanos = new long[places];
        for (int i = 0; i < told.length(); i++) {
            told.setPlain(i, Long.MIN_VALUE);
        }
    }

    /**
     * A meter, or null if nothing limits the tenant.
     *
     * @param above the meter of the tenant above; null if there is none or nothing limits that
     * @param places of the tenant's queue, a power of two; 0 if it has none
     */
    public static @Nullable FuelMeter of(
            Metering metering,
            int tenantWord,
            String label,
            int windowFirst,
            FuelPolicy policy,
            @Nullable FuelMeter above,
            int places) {
        if (policy.isUnlimited() && above == null) {
            return null;
        }
        Allowance[] line = new Allowance[above == null ? 1 : above.line.length + 1];
        line[0] = policy.allowance();
        if (above != null) {
            System.arraycopy(above.line, 0, line, 1, above.line.length);
        }
        return new FuelMeter(metering, tenantWord, label, windowFirst, policy, line, places);
    }

    /** Allowances in the line, the tenant's own included. */
    public int depth() {
        return line.length;
    }

    /** A local opcode runs another kind from now on. Slots queued before are settled as what they were. */
    public void bound(int local, int kind) {
        kinds.setRelease(local, kind);
    }

    /** The kind of an opcode whose slots have input; 0 of others. */
    private int kind(int opcode) {
        int local = opcode - windowFirst;
        int kind = Integer.compareUnsigned(local, kinds.length()) < 0 ? kinds.getAcquire(local) : 0;
        return kind == OpKind.SCAN.number()
                        || kind == OpKind.WORKLIST_BLOCKING.number()
                        || kind == OpKind.WORKLIST_NON_BLOCKING.number()
                ? kind
                : 0;
    }

    /**
     * Reserves of all budgets and then takes a place, or does neither. What stands there is noted; the caller fills it.
     *
     * @return the place, or a refusal's code
     */
    public long reserve(Places queue, int opcode, int[] arguments) {
        long bytes = arguments.length > INPUT_BYTES && kind(opcode) != 0
                ? Integer.toUnsignedLong(arguments[INPUT_BYTES])
                : 0;
        long place = reserve(0, queue, 1, bytes, metering.time().nanoTime());
        if (place >= 0) {
            note(place, opcode, bytes);
        }
        return place;
    }

    /** As {@link #reserve(Places, int, int[])} for a batch and its fence. */
    public long reserve(Places queue, SlotBatch batch) {
        int items = batch.items();
        long bytes = 0;
        for (int item = 0; item < items; item++) {
            bytes += inputBytes(batch, item);
        }
        long first = reserve(0, queue, items + 1, bytes, metering.time().nanoTime());
        if (first >= 0) {
            // An opcode may be bound anew meanwhile: what was drawn is shared out, neither more nor less.
            long left = bytes;
            for (int item = 0; item < items; item++) {
                long part = Math.min(left, inputBytes(batch, item));
                note(first + item, batch.opcode(item), part);
                left -= part;
            }
            note(first + items, Opcodes.BATCH_FENCE, left);
        }
        return first;
    }

    private long inputBytes(SlotBatch batch, int item) {
        return kind(batch.opcode(item)) == 0 ? 0 : Integer.toUnsignedLong(batch.argument(item, INPUT_BYTES));
    }

    private long reserve(int level, Places queue, int slots, long bytes, long now) {
        if (level == line.length) {
            return queue.reserve(slots);
        }
        Allowance allowance = line[level];
        long draw = allowance.tryDraw(deviceNanosEach * slots, bytes, slots, now);
        if (draw < 0) {
            return deny(level, draw, slots, bytes, now);
        }
        long first = reserve(level + 1, queue, slots, bytes, now);
        if (first < 0) {
            allowance.settle(draw, Fuel.DEVICE_NANOS, deviceNanosEach * slots, 0, now);
            allowance.settle(draw, Fuel.BYTES, bytes, 0, now);
            allowance.settle(draw, Fuel.SLOTS, slots, 0, now);
            return first;
        }
        for (int i = 0; i < slots; i++) {
            draws[level][(int) (first + i) & mask] = draw;
        }
        return first;
    }

    private void note(long place, int opcode, long bytes) {
        int at = (int) place & mask;
        scanned[at] = bytes << 1 | (kind(opcode) == OpKind.SCAN.number() ? 1 : 0);
        deviceNanos[at] = UNMEASURED;
    }

    /** The device has ended what stands at a place, which had so much of its time. The pump's owner. */
    public void measured(long place, long nanos) {
        deviceNanos[(int) place & mask] = nanos;
    }

    /**
     * The ticket of a place ends: what was reserved for it is settled to what was used, or in full where nobody measured. The pump's owner,
     * once for each place.
     *
     * @param done false if it ended in a fault, whose results say nothing
     * @param results01 the first two result words: of a scan, the second is the bytes consumed
     */
    public void ended(long place, boolean done, long results01) {
        int at = (int) place & mask;
        long now = metering.time().nanoTime();
        long nanos = deviceNanos[at] == UNMEASURED ? deviceNanosEach : deviceNanos[at];
        long reserved = scanned[at] >>> 1;
        boolean says = done && nanos == deviceNanos[at] && (scanned[at] & 1) != 0;
        long bytes = says ? Math.min(reserved, results01 >>> Integer.SIZE) : reserved;
        for (int level = 0; level < line.length; level++) {
            long draw = draws[level][at];
            line[level].settle(draw, Fuel.DEVICE_NANOS, deviceNanosEach, nanos, now);
            line[level].settle(draw, Fuel.BYTES, reserved, bytes, now);
            line[level].settle(draw, Fuel.SLOTS, 1, 1, now);
        }
    }

    /**
     * Reserves slots for a ring that the caller manages, publishes, and settles at once to what was published: nobody tells when those slots
     * end or what they use besides.
     *
     * @param ring publishes, or refuses with a code below 0
     */
    public long publish(Places ring, int slots) {
        return publish(0, ring, slots, metering.time().nanoTime());
    }

    private long publish(int level, Places ring, int slots, long now) {
        if (level == line.length) {
            return ring.reserve(slots);
        }
        long draw = line[level].tryDraw(0, 0, slots, now);
        if (draw < 0) {
            return deny(level, draw, slots, 0, now);
        }
        long answer = publish(level + 1, ring, slots, now);
        line[level].settle(draw, Fuel.SLOTS, slots, answer < 0 ? 0 : slots, now);
        return answer;
    }

    /** The tenant's own figures of one moment. */
    public BudgetFigures figures(Fuel fuel) {
        return line[0].budget(fuel).figures(metering.time().nanoTime());
    }

    private long deny(int level, long denial, int slots, long bytes, long now) {
        Fuel fuel = Allowance.denied(denial);
        long wait = Allowance.waitNanos(denial);
        Budget budget = line[level].budget(fuel);
        Journal journal = metering.journal();
        if (journal != null) {
            int row = level * Fuel.COUNT + fuel.number();
            long window = budget.windowStartNanos(now);
            if (told.getAndSet(row, window) != window) {
                BudgetFigures figures = budget.figures(now);
                journal.record(
                        act(fuel),
                        level > 0
                                ? Reason.ANCESTOR_BUDGET
                                : wait == Long.MAX_VALUE ? Reason.BUDGET_TOO_SMALL : Reason.BUDGET_SPENT,
                        TenantWord.id(tenantWord),
                        TenantWord.generation(tenantWord),
                        label,
                        amount(fuel, slots, bytes),
                        figures.spent() + figures.reserved(),
                        figures.limit());
            }
        }
        return refusal(fuel).code(wait);
    }

    private long amount(Fuel fuel, int slots, long bytes) {
        return switch (fuel) {
            case DEVICE_NANOS -> deviceNanosEach * slots;
            case BYTES -> bytes;
            case SLOTS -> slots;
        };
    }

    private static Act act(Fuel fuel) {
        return switch (fuel) {
            case DEVICE_NANOS -> Act.SPEND_DEVICE_NANOS;
            case BYTES -> Act.SPEND_BYTES;
            case SLOTS -> Act.SPEND_SLOTS;
        };
    }

    private static Refusal refusal(Fuel fuel) {
        return switch (fuel) {
            case DEVICE_NANOS -> Refusal.DEVICE_TIME_BUDGET;
            case BYTES -> Refusal.BYTE_BUDGET;
            case SLOTS -> Refusal.SLOT_BUDGET;
        };
    }
}
