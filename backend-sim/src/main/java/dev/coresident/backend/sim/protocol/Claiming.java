package dev.coresident.backend.sim.protocol;

import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.spi.layout.OpRow;
import dev.coresident.spi.layout.OpcodeSpace;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.TenantRow;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.MemorySegment;

/**
 * Takes runs of slots by ticket, for one worker.
 *
 * <p>A run must not hold work hostage that another worker could do: what a worker claimed waits until the worker is through with
 * what comes before it. So a run is weighed before it is taken, by a look at the published slots: a small op weighs 1, a pack 8, and
 * a scan, a worklist or a copy of more than 1,024 words fills a run by itself. The look may be out of date only if another worker took the
 * slots meanwhile, and then the ticket is not given.
 */
public final class Claiming {
    private static final int PACK_WEIGHT = 8;
    private static final int LARGE_COPY_WORDS = 1_024;
    private static final int FIRST_LONG_KIND = OpKind.SCAN.number();
    private static final int LAST_LONG_KIND = OpKind.WORKLIST_NON_BLOCKING.number();
    private static final int MEMCPY_KIND = OpKind.MEMCPY.number();

    private final DeviceMemory memory;
    private final Ring ring;
    private int passed = LevelChoice.START;

    /** Claims for one worker of a device. */
    public Claiming(DeviceMemory memory, Ring ring) {
        this.memory = memory;
        this.ring = ring;
    }

    /**
     * Claims a run and writes CLAIMED to its slots.
     *
     * @param run receives the slots and their tenant words
     * @param most the longest run, 1 to {@link Run#MOST}
     * @return slots claimed, 0 if there is no work
     */
    public int claim(Run run, int most) {
        while (true) {
            int work = ring.work();
            int level = LevelChoice.choose(passed, work);
            if (level == LevelChoice.NONE) {
                return 0;
            }
            int head = ring.head(level);
            int available = ring.available(level, head);
            if (available == 0) {
                continue; // another worker took it; look at all levels again
            }
            int allowance = LevelChoice.allowance(passed, work, level, most);
            int count = enter(run, level, head, Math.min(available, allowance));
            if (ring.take(level, head, count)) {
                passed = LevelChoice.after(passed, work, level, count);
                markClaimed(run, count);
                return count;
            }
        }
    }

    /** The state of its {@link LevelChoice}. */
    public int passed() {
        return passed;
    }

    /** Enters the slots from head on into the run: at least 1, then as long as the weights fit. */
    private int enter(Run run, int level, int head, int most) {
        MemorySegment slots = memory.ring();
        run.begin(level, head);
        int room = Run.MOST;
        int count = 0;
        while (count < most) {
            int slot = ring.slot(level, head + count);
            long at = SlotLayout.at(slot);
            int word = memory.words().get(slots, at + SlotLayout.TENANT);
            room -= weight(at, memory.words().get(slots, at + SlotLayout.OPCODE), word);
            if (room < 0 && count > 0) {
                break;
            }
            run.add(slot, word);
            count++;
        }
        return count;
    }

    private void markClaimed(Run run, int count) {
        MemorySegment slots = memory.ring();
        for (int i = 0; i < count; i++) {
            memory.words().set(slots, SlotLayout.at(run.slot(i)) + SlotLayout.STATUS, SlotStatus.CLAIMED);
        }
    }

    private int weight(long at, int opcode, int tenantWord) {
        if (OpcodeSpace.isUser(opcode)) {
            int kind = kind(opcode, tenantWord);
            return kind >= FIRST_LONG_KIND && kind <= LAST_LONG_KIND
                    ? Run.MOST
                    : kind == MEMCPY_KIND ? copyWeight(at) : 1;
        }
        return opcode == Opcodes.MEMCPY ? copyWeight(at) : opcode == Opcodes.PACKED_SLOT ? PACK_WEIGHT : 1;
    }

    private int copyWeight(long at) {
        int words = memory.words().get(memory.ring(), at + SlotLayout.ARGUMENT + 8);
        return Integer.compareUnsigned(words, LARGE_COPY_WORDS) > 0 ? Run.MOST : 1;
    }

    /** The kind that an opcode is bound to, as far as a look without a check can tell; 0 if it leads nowhere. */
    private int kind(int opcode, int tenantWord) {
        int id = TenantWord.id(tenantWord);
        if (id > memory.geometry().tenants()) {
            return 0;
        }
        MemorySegment control = memory.control();
        long row = memory.places().tenantRow(id);
        int local = opcode - memory.words().get(control, row + TenantRow.WINDOW_FIRST);
        if (Integer.compareUnsigned(local, memory.words().get(control, row + TenantRow.OPS)) >= 0) {
            return 0;
        }
        int op = memory.words().get(control, row + TenantRow.FIRST_OP) + local;
        int ops = memory.geometry().tenantRows() * memory.geometry().opsPerTenant();
        return op >= 0 && op < ops ? memory.words().get(control, memory.places().opRow(op) + OpRow.KIND) : 0;
    }
}
