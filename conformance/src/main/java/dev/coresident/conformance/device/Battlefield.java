package dev.coresident.conformance.device;

import static dev.coresident.conformance.rule.Expect.that;

import dev.coresident.conformance.host.End;
import dev.coresident.conformance.host.SmallHost;
import dev.coresident.conformance.rule.Capability;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.conformance.rule.Violation;
import dev.coresident.oracles.Automaton;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.HandleWord;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.program.OpKind;
import java.lang.foreign.MemorySegment;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * A victim, an aggressor and their memory. Tenant 1 attacks, tenant 2 is attacked, tenant 3 was revoked, tenant 4 never was. All
 * that the aggressor may write is 256 bytes of the heap and its own observables; every other byte of both regions holds a pattern.
 */
final class Battlefield {
    private static final long OWN_AT = 4_096;
    private static final long OWN_BYTES = 256;
    private static final long INPUT_AT = 8_192;
    private static final long VICTIM_AT = 16_384;
    private static final long IMAGE_AT = 65_536;
    private static final int SCAN_LOCAL = 7;

    private final SmallHost host;
    private final MemorySegment heap;
    private final MemorySegment observable;
    private final MemorySegment heapBefore;
    private final MemorySegment observableBefore;
    private final int aggressor;
    private final int victim;
    private final int[] handles;
    private final int scanOpcode;
    private final boolean[] open;
    private long ended;
    private long published;

    Battlefield(Trial trial, SplittableRandom random) throws DeviceException {
        host = SmallHost.start(trial);
        heap = host.device().region(Region.HEAP);
        observable = host.device().region(Region.OBSERVABLE);
        aggressor = host.tables().admit(1, 1);
        victim = host.tables().admit(2, 0);
        host.tables().admit(3, 0);
        host.tables().revoke(3);
        fill(Region.HEAP, heap, random);
        fill(Region.OBSERVABLE, observable, random);
        MemorySegment image = Automaton.literals("he", "she").image();
        host.tables().writeHeap(IMAGE_AT, image);
        int own = host.tables().handle(1, 1, aggressor, 0, OWN_AT, OWN_BYTES);
        int input = host.tables().handle(2, 0, aggressor, HandleRow.READ_ONLY, INPUT_AT, 64);
        int images = host.tables().handle(3, 0, aggressor, HandleRow.IMAGE, IMAGE_AT, image.byteSize());
        int foreign = host.tables().handle(4, 0, victim, 0, VICTIM_AT, 4_096);
        int foreignImage = host.tables().handle(5, 2, victim, HandleRow.IMAGE, IMAGE_AT, image.byteSize());
        int shared = host.tables().handle(6, 0, 0, HandleRow.READ_ONLY, VICTIM_AT, 64);
        host.tables().handle(7, 0, aggressor, 0, OWN_AT, OWN_BYTES);
        host.tables().closeHandle(7);
        handles =
                new int[] {own, input, images, foreign, foreignImage, shared, HandleWord.of(1, 0), HandleWord.of(7, 0)};
        OpKind[] kinds = {
            OpKind.NOP,
            OpKind.STORE_U32,
            OpKind.ATOMIC_ADD,
            OpKind.LOAD_U32,
            OpKind.COMPARE_SWAP,
            OpKind.MEMCPY,
            OpKind.DFA_STEP
        };
        for (int local = 0; local < kinds.length; local++) {
            host.tables().bind(1, local, kinds[local], 0);
            host.tables().bind(2, local, kinds[local], 0);
        }
        boolean scans = trial.subject().lacks(Capability.SCAN).isEmpty();
        scanOpcode = scans ? host.tables().bind(1, SCAN_LOCAL, OpKind.SCAN, images) : -1;
        host.run(0, aggressor);
        heapBefore = copy(Region.HEAP, heap);
        observableBefore = copy(Region.OBSERVABLE, observable);
        open = new boolean[host.device().geometry().partitions().slots()];
    }

    private void fill(Region region, MemorySegment bytes, SplittableRandom random) {
        MemorySegment.copy(
                MemorySegment.ofArray(random.longs(bytes.byteSize() / 8).toArray()), 0, bytes, 0, bytes.byteSize());
        host.device().wrote(region, 0, bytes.byteSize());
    }

    private MemorySegment copy(Region region, MemorySegment bytes) {
        host.device().fetch(region, 0, bytes.byteSize());
        return MemorySegment.ofArray(bytes.toArray(java.lang.foreign.ValueLayout.JAVA_INT));
    }

    SmallHost host() {
        return host;
    }

    int aggressor() {
        return aggressor;
    }

    int victim() {
        return victim;
    }

    int scanOpcode() {
        return scanOpcode;
    }

    int ownWindow() {
        return host.device().geometry().windowBase(1);
    }

    int foreignWindow() {
        return host.device().geometry().windowBase(2);
    }

    int ownInput() {
        return handles[1];
    }

    int ownOutput() {
        return handles[0];
    }

    int someHandle(SplittableRandom random) {
        return handles[random.nextInt(handles.length)];
    }

    /** Slots published in the storm so far, all of them ended. */
    long published() {
        return published;
    }

    /** Publishes hostile slots at all levels and takes their ends until so many more were published and all have ended. */
    void storm(SplittableRandom random, HostileSlots slots, long count) throws DeviceException {
        long target = published + count;
        while (ended < target) {
            int written = 0;
            while (published < target && written < 64) {
                int level = random.nextInt(Partitions.LEVELS);
                if (open[host.nextSlot(level)]) {
                    break;
                }
                slots.next();
                int priority = random.nextInt(64) == 0 ? random.nextInt() : level;
                open[
                        host.writeWithPriority(
                                level, priority, slots.opcodeWord(), slots.tenantWord(), slots.arguments())] = true;
                published++;
                written++;
            }
            host.publish();
            take();
        }
        that(host.poll().isEmpty(), "more slots ended than were published");
    }

    private void take() throws DeviceException {
        long begin = System.nanoTime();
        Optional<End> end = host.poll();
        while (end.isEmpty()) {
            host.turn(64);
            end = host.poll();
            if (end.isEmpty()) {
                host.giveUpAfter(
                        begin, (int) Math.min(ended, Integer.MAX_VALUE), (int) Math.min(published, Integer.MAX_VALUE));
            }
        }
        while (end.isPresent()) {
            int slot = end.get().slot();
            if (!open[slot]) {
                throw new Violation(end.get() + " ended although nothing was published there");
            }
            open[slot] = false;
            ended++;
            end = host.poll();
        }
    }

    /** Every byte that the aggressor may not write is what it was. */
    void check() {
        host.device().fetch(Region.HEAP, 0, heap.byteSize());
        host.device().fetch(Region.OBSERVABLE, 0, observable.byteSize());
        same("the heap", heap, heapBefore, 0, OWN_AT);
        same("the heap", heap, heapBefore, OWN_AT + OWN_BYTES, heap.byteSize());
        long window = 4L * host.device().geometry().observableWords();
        same("the observables", observable, observableBefore, 0, window);
        same("the observables", observable, observableBefore, 2 * window, observable.byteSize());
    }

    private void same(String what, MemorySegment now, MemorySegment before, long from, long to) {
        long at = now.asSlice(from, to - from).mismatch(before.asSlice(from, to - from));
        if (at >= 0) {
            throw new Violation(
                    "byte " + (from + at) + " of " + what + " changed after " + published + " hostile slots");
        }
    }
}
