package dev.coresident.simulation.mutants;

import static java.lang.classfile.Opcode.IADD;
import static java.lang.classfile.Opcode.IFEQ;
import static java.lang.classfile.Opcode.IFGE;
import static java.lang.classfile.Opcode.IFGT;
import static java.lang.classfile.Opcode.IFLE;
import static java.lang.classfile.Opcode.IFLT;
import static java.lang.classfile.Opcode.IFNULL;
import static java.lang.classfile.Opcode.IF_ICMPEQ;
import static java.lang.classfile.Opcode.IF_ICMPLT;
import static java.lang.classfile.Opcode.IF_ICMPNE;

import java.util.List;

/** The planted bugs, the device's first. */
final class Mutants {
    private static final String PROTOCOL = "backend.sim.protocol.";
    private static final String OPS = "backend.sim.interpreter.";
    private static final String PUMP = "api.internal.pump.";
    private static final String MEMORY = "api.internal.memory.";
    private static final String KERNEL = "api.internal.kernel.";
    private static final String RECOVERY = "api.internal.recovery.";

    private Mutants() {}

    static List<Mutant> device() {
        return List.of(
                Mutant.of(
                        "status stored without release",
                        PROTOCOL + "SlotExecution.release",
                        Patch.callInstead("SharedWords.setRelease", "set")),
                Mutant.of(
                        "completion stored without release",
                        PROTOCOL + "Completions.release",
                        Patch.callInstead("SharedWords.setPairRelease", "setPair")),
                Mutant.of(
                        "debug record stored without release",
                        OPS + "DebugLog.print",
                        Patch.callInstead("SharedWords.setRelease", "set")),
                Mutant.of(
                        "terminal status never written",
                        PROTOCOL + "SlotExecution.release",
                        Patch.dropCall("SharedWords.setRelease")),
                Mutant.of(
                        "end counted before the status",
                        PROTOCOL + "Counts.claimed",
                        Patch.readInstead("CLAIMED", "DONE")),
                Mutant.of("claim not counted", PROTOCOL + "Counts.claimed", Patch.dropCall("Counts.add")),
                Mutant.of("revoked tenant admitted", PROTOCOL + "Admission.check", Patch.alwaysJumpOnTwo(IF_ICMPEQ)),
                Mutant.of("slots claimed twice", PROTOCOL + "Ring.take", Patch.dropOperator(IADD))
                        .at(2, 2),
                Mutant.of(
                        "completion position not reserved",
                        PROTOCOL + "Completions.reserve",
                        Patch.dropCall("SharedWords.getAndAdd")),
                Mutant.of(
                        "fence does not wait",
                        PROTOCOL + "PendingFences.arrive",
                        Patch.dropCall("PendingFences.stillWaitingFor")),
                Mutant.of("greedy priority", PROTOCOL + "LevelChoice.choose", Patch.constant(16, 1 << 20)),
                Mutant.of("window one word too long", OPS + "ObservableOps.isOutside", Patch.jump(IFLT, IFLE)),
                Mutant.of(
                                "handle generation not compared",
                                OPS + "HandleView.resolve",
                                Patch.alwaysJumpOnTwo(IF_ICMPEQ))
                        .at(1, 2),
                Mutant.of("handle owner not compared", OPS + "HandleView.resolve", Patch.alwaysJump(IFEQ))
                        .at(2, 2),
                Mutant.of("handle without bounds", OPS + "HandleView.holds", Patch.neverJump(IFGT))
                        .at(2, 2),
                Mutant.of("pack goes on after a fault", OPS + "PackedOps.run", Patch.alwaysJump(IFEQ)),
                Mutant.of("debug log without bound", OPS + "DebugLog.print", Patch.neverJump(IFGE)));
    }

    static List<Mutant> host() {
        return List.of(
                Mutant.of(
                                "lap of a completion not compared",
                                PUMP + "Drain.isOccupant",
                                Patch.neverJumpOnTwo(IF_ICMPNE))
                        .at(3, 3),
                Mutant.of("quota ignored", PUMP + "Fill.move", Patch.alwaysJumpOnTwo(IF_ICMPLT)),
                Mutant.of("backlog cap ignored", PUMP + "TenantQueue.reserve", Patch.alwaysJump(IFLE)),
                Mutant.of("lane of one level runs into another's", PUMP + "Fill.append", Patch.alwaysJump(IFEQ)),
                Mutant.of("id recycled with work outstanding", PUMP + "TenantState.seal", Patch.alwaysJump(IFNULL))
                        .at(2, 2),
                Mutant.of("wake-up lost", PUMP + "Traffic.published", Patch.dropCall("ReadySet.set")),
                Mutant.of("tail never released", PUMP + "Fill.serve", Patch.dropCall("Words.setRelease")),
                Mutant.of("tenant stays at its quota", PUMP + "Drain.end", Patch.dropCall("Fill.underQuota")),
                Mutant.of("batch slots not held for the fence", PUMP + "SlotTable.ended", Patch.alwaysJump(IFGE)),
                Mutant.of(
                        "refusal not counted",
                        PUMP + "TenantState.refuse",
                        Patch.dropCall("AtomicLongArray.incrementAndGet")),
                Mutant.of("foreign opcode published", PUMP + "TenantState.mayPublish", Patch.alwaysJump(IFLT)),
                Mutant.of(
                        "tenant generation not raised",
                        "api.tenant.TenantRegistry.recycleDrained",
                        Patch.dropOperator(IADD)),
                Mutant.of(
                        "revocation kept from the device",
                        KERNEL + "KernelHost.revoke",
                        Patch.dropCall("TenantTable.revoke")),
                Mutant.of(
                        "observables not cleared", KERNEL + "TenantTable.admit", Patch.dropCall("MemorySegment.fill")),
                Mutant.of(
                        "opcode bound beyond the table",
                        KERNEL + "KernelHost.outside",
                        Patch.alwaysJumpOnTwo(IF_ICMPLT)),
                Mutant.of(
                        "quarantine skipped",
                        MEMORY + "DeviceMemory.settlePending",
                        Patch.dropCall("Traffic.isSettled", 1)),
                Mutant.of("lease never closed", MEMORY + "DeviceMemory.giveBack", Patch.dropCall("Lease.close")),
                Mutant.of("memory not cleared", MEMORY + "DeviceMemory.place", Patch.dropCall("MemorySegment.fill")),
                Mutant.of(
                        "write not told to the device", MEMORY + "DeviceMemory.wrote", Patch.dropCall("Device.wrote")),
                Mutant.of("handle generation not raised", MEMORY + "HandleTable.recycle", Patch.dropOperator(IADD))
                        .at(1, 3),
                Mutant.of(
                        "piece of the heap given out twice",
                        MEMORY + "HeapAllocator.allocate",
                        Patch.dropCall("TreeMap.remove")));
    }

    /** What comes after a device is lost or stuck. */
    static List<Mutant> recovery() {
        return List.of(
                Mutant.of("incarnation not raised", PUMP + "Drain.moveTo", Patch.dropOperator(IADD)),
                Mutant.of(
                        "unsafe op run again",
                        PUMP + "Survivors.mayRunAgain",
                        Patch.dropCall("Survivors$Judge.mayRunAgain", 1)),
                Mutant.of("re-runs without bound", PUMP + "Survivors.mayRunAgain", Patch.alwaysJumpOnTwo(IF_ICMPLT)),
                Mutant.of("survivor dropped", PUMP + "Survivors.goAlone", Patch.dropCall("List.add")),
                Mutant.of("shortened fence not marked", PUMP + "Survivors.shorten", Patch.dropCall("Survivors.mark"))
                        .at(2, 2),
                Mutant.of(
                        "shortened fence reports what is left",
                        PUMP + "Survivors.shorten",
                        Patch.dropCall("ShortFences.remember")),
                Mutant.of("survivors in reverse order", PUMP + "Survivors.goAlone", Patch.addFirst()),
                Mutant.of("survivors put back behind each other", PUMP + "Fill.putBack", Patch.alwaysJump(IFGE)),
                Mutant.of(
                        "expired ticket told again", PUMP + "Claims.expire", Patch.dropCall("TenantQueue.isQueued", 1)),
                Mutant.of("slot expires before its limit", RECOVERY + "ClaimWatch.isOverdue", Patch.constant(10, 5))
                        .at(2, 2),
                Mutant.of(
                        "tenant recycled while condemned",
                        PUMP + "TenantState.seal",
                        Patch.dropCall("AtomicInteger.get", 0)),
                Mutant.of(
                        "condemned slot not counted",
                        PUMP + "Claims.expire",
                        Patch.dropCall("AtomicInteger.incrementAndGet")),
                Mutant.of(
                        "heap not copied up", MEMORY + "DeviceMemory.copyUp", Patch.dropCall("MemorySegment.copyFrom")),
                Mutant.of(
                        "handles not told to the next device",
                        MEMORY + "DeviceMemory.moveTo",
                        Patch.dropCall("HandleTable.write")),
                Mutant.of(
                        "tenants not told to the next device",
                        KERNEL + "KernelHost.moveTo",
                        Patch.dropCall("TenantTable.moveTo")),
                Mutant.of(
                        "bindings not told to the next device",
                        KERNEL + "TenantTable.moveTo",
                        Patch.dropCall("TenantTable.writeOp")),
                Mutant.of("revocation forgotten with the device", KERNEL + "TenantTable.revoke", Patch.constant(0, 1))
                        .at(1, 2),
                Mutant.of(
                                "closed buffers kept over a loss",
                                MEMORY + "DeviceMemory.moveTo",
                                Patch.dropCall("ArrayDeque.clear"))
                        .at(1, 2),
                Mutant.of(
                        "dead device not given up",
                        RECOVERY + "Recovery.watch",
                        Patch.dropCall("ClaimWatch.isOverdue")),
                Mutant.of("attempts without bound", RECOVERY + "Recovery.goOn", Patch.alwaysJumpOnTwo(IF_ICMPLT)));
    }
}
