package dev.coresident.conformance.memory;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.api.memory.Allocation;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.conformance.desk.Desk;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The checks of chapter 19 that are about buffers. */
final class BufferChecks {
    private static final int TABLE_BYTES = 2 * 256 * 4;

    private BufferChecks() {}

    static void buffersAreZeroAndApart(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        try (Desk desk = Desk.open(trial)) {
            List<Tenant> tenants = List.of(desk.tenant(16), desk.tenant(16), desk.tenant(16));
            List<DeviceBuffer> buffers = new ArrayList<>();
            List<Byte> marks = new ArrayList<>();
            int grants = 0;
            for (int step = 0; step < 600; step++) {
                if (random.nextInt(5) < 3) {
                    long bytes = 1L + random.nextInt(4_000);
                    if (tenants.get(random.nextInt(3)).allocate(Purpose.HEAP, bytes)
                            instanceof Allocation.Granted(DeviceBuffer buffer)) {
                        number("the length of a buffer", buffer.segment().byteSize(), bytes);
                        buffer.fetch(0, bytes);
                        isFilled(buffer, (byte) 0);
                        byte mark = (byte) (1 + step % 127);
                        buffer.segment().fill(mark);
                        buffer.wrote(0, bytes);
                        // A staged device takes over what was written with the next slot; to fetch earlier would undo
                        // it.
                        desk.ended(tenants.getFirst(), FaultCode.NONE, Opcodes.NOP);
                        buffers.add(buffer);
                        marks.add(mark);
                        grants++;
                    }
                } else if (!buffers.isEmpty()) {
                    int which = random.nextInt(buffers.size());
                    buffers.get(which).fetch(0, buffers.get(which).bytes());
                    isFilled(buffers.remove(which), marks.get(which)).close();
                    marks.remove(which);
                }
                desk.kernel().poll();
            }
            trial.note(grants + " buffers");
        }
    }

    private static DeviceBuffer isFilled(DeviceBuffer buffer, byte mark) {
        byte[] bytes = buffer.segment().toArray(ValueLayout.JAVA_BYTE);
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] != mark) {
                number("byte " + at + " of a buffer", bytes[at], mark);
            }
        }
        return buffer;
    }

    static void handlesAreTheirOwners(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            Tenant owner = desk.tenant(16);
            Tenant other = desk.tenant(16);
            DeviceBuffer own = table(owner.allocate(Purpose.HEAP, TABLE_BYTES).orThrow(), 1);
            DeviceBuffer shared = table(
                    desk.kernel().allocateShared(Purpose.HEAP, TABLE_BYTES).orThrow(), 7);
            for (int turn = 0; turn < 20; turn++) {
                word(
                        "the owner's step",
                        step(desk, owner, FaultCode.NONE, own.handle()).result(0),
                        1);
                word(
                        "a shared step",
                        step(desk, owner, FaultCode.NONE, shared.handle()).result(0),
                        7);
                word(
                        "another's shared step",
                        step(desk, other, FaultCode.NONE, shared.handle()).result(0),
                        7);
                step(desk, other, FaultCode.HANDLE_FOREIGN, own.handle());
                step(desk, owner, FaultCode.HANDLE_INVALID, 0);
                desk.ended(owner, FaultCode.HANDLE_BOUNDS, Opcodes.DFA_STEP, 2, 0, own.handle());
            }
            int closed = own.handle();
            own.close();
            Completion end = new Completion();
            owner.look(Desk.ticket(owner, owner.submit(Opcodes.DFA_STEP, 0, 0, closed)), end);
            desk.settle();
            owner.look(owner.counters().published() - 1, end);
            that(
                    end.fault() == FaultCode.HANDLE_INVALID || end.fault() == FaultCode.HANDLE_STALE,
                    () -> "a step over a closed handle ended as " + end);
        }
    }

    /** A table of 2 states whose every entry is one state. */
    private static DeviceBuffer table(DeviceBuffer buffer, int state) {
        for (long at = 0; at < buffer.bytes(); at += 4) {
            buffer.segment().set(ValueLayout.JAVA_INT, at, state);
        }
        buffer.wrote(0, buffer.bytes());
        return buffer;
    }

    private static Completion step(Desk desk, Tenant tenant, FaultCode fault, int handle) throws InterruptedException {
        return desk.ended(tenant, fault, Opcodes.DFA_STEP, 1, 200, handle);
    }

    static void closedBuffersAreQuarantined(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = desk.tenant("holder", TenantPolicy.defaults().withBacklogCap(512));
            for (int turn = 0; turn < 60; turn++) {
                DeviceBuffer buffer =
                        table(tenant.allocate(Purpose.HEAP, TABLE_BYTES).orThrow(), 3);
                int[] wrong = new int[1];
                boolean[] ran = new boolean[1];
                desk.atOnce(() -> {
                    for (int i = 0; i < 320; i++) {
                        Desk.ticket(
                                tenant,
                                tenant.submit(
                                        Priority.of(i % 5),
                                        end -> wrong[0] += end.isDone() && end.result(0) != 3 ? 1 : 0,
                                        Opcodes.DFA_STEP,
                                        1,
                                        9,
                                        buffer.handle()));
                    }
                    desk.whileInRing(() -> {
                        buffer.close();
                        ran[0] = true;
                    });
                });
                desk.until("the end of all that was in the ring", () -> {
                    if (tenant.counters().outstanding() > 0 && ran[0]) {
                        number(
                                "bytes held while slots are in the ring",
                                desk.kernel().ledger().currentBytes(),
                                TABLE_BYTES);
                    }
                    return tenant.counters().outstanding() == 0;
                });
                number("steps that saw other bytes", wrong[0], 0);
                desk.until(
                        "the end of the quarantine",
                        () -> desk.kernel().ledger().currentBytes() == 0);
                equal("whether a buffer can be closed twice", closesAgain(buffer), true);
                number("bytes held", desk.kernel().ledger().currentBytes(), 0);
            }
        }
    }

    private static boolean closesAgain(DeviceBuffer buffer) {
        buffer.close();
        return true;
    }
}
