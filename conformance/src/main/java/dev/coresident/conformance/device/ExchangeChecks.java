package dev.coresident.conformance.device;

import static dev.coresident.conformance.rule.Expect.that;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.conformance.host.Ends;
import dev.coresident.conformance.host.SmallHost;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.spi.Device;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** What crosses between host and device, and when. */
final class ExchangeChecks {
    private static final long TABLE_AT = 1_024;

    private ExchangeChecks() {}

    static void whatWasSaidIsThere(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        int handle = host.tables().handle(1, 0, word, 0, TABLE_AT, 1_024);
        MemorySegment heap = host.device().region(Region.HEAP);
        for (int i = 1; i <= 300; i++) {
            host.tables().observable(1, i % 32, i);
            Words.set(heap, TABLE_AT + 4L * (i % 256), ~i);
            host.device().wrote(Region.HEAP, TABLE_AT + 4L * (i % 256), 4);
            Ends.done(host.run(Opcodes.LOAD_U32, word, i % 32, i % 32), i);
            Ends.done(host.run(Opcodes.DFA_STEP, word, 0, i % 256, handle), ~i);
            host.tables().tenant(1, dev.coresident.spi.layout.TenantRow.QUOTA, i);
        }
    }

    static void whatWasFetchedIsThere(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        MemorySegment observable = host.device().region(Region.OBSERVABLE);
        long window = 4L * SmallHost.SMALL.observableWords();
        for (int i = 1; i <= 300; i++) {
            Ends.done(host.run(Opcodes.STORE_U32, word, i, i % 32));
            long at = window + 4L * (i % 32);
            host.device().fetch(Region.OBSERVABLE, at, 4);
            word("the word that was fetched", Words.getAcquire(observable, at), i);
        }
    }

    static void whatWasNotSaidIsNotSeen(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        host.tables().observable(1, 0, 5);
        Ends.done(host.run(Opcodes.LOAD_U32, word, 0, 1), 5);
        long at = 4L * SmallHost.SMALL.observableWords();
        Words.set(host.device().region(Region.OBSERVABLE), at, 6);
        Ends.done(host.run(Opcodes.LOAD_U32, word, 0, 1), 5);
        host.device().wrote(Region.OBSERVABLE, at, 4);
        Ends.done(host.run(Opcodes.LOAD_U32, word, 0, 1), 6);
    }

    static void fetchesBringNothingElse(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        MemorySegment observable = host.device().region(Region.OBSERVABLE);
        long window = 4L * SmallHost.SMALL.observableWords();
        for (int i = 0; i < 32; i++) {
            Ends.done(host.run(Opcodes.STORE_U32, word, 100 + i, i));
        }
        for (int i = 0; i < 32; i++) {
            Words.set(observable, window + 4L * i, -1 - i);
        }
        host.device().fetch(Region.OBSERVABLE, window + 4L * 7, 4L * 3);
        for (int i = 0; i < 32; i++) {
            boolean fetched = i >= 7 && i < 10;
            word("the host's word " + i, Words.get(observable, window + 4L * i), fetched ? 100 + i : -1 - i);
        }
    }

    static void coherentDevicesNeedNoExchange(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        host.tables().observable(1, 3, 77);
        Device device = host.device();
        for (Region region : new Region[] {Region.HEAP, Region.OBSERVABLE}) {
            MemorySegment bytes = device.region(region);
            Words.set(bytes, 64, 4_711);
            byte[] before = bytes.toArray(ValueLayout.JAVA_BYTE);
            device.wrote(region, 0, bytes.byteSize());
            device.fetch(region, 0, bytes.byteSize());
            that(bytes.mismatch(MemorySegment.ofArray(before)) < 0, () -> "wrote or fetch changed " + region);
        }
    }

    static void anyThreadMayCall(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        AtomicBoolean over = new AtomicBoolean();
        AtomicReference<@Nullable Throwable> problem = new AtomicReference<>();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            callers.add(Thread.ofPlatform().daemon().start(() -> call(host.device(), over, problem)));
        }
        for (int lap = 0; lap < 100; lap++) {
            for (int level = 0; level < Partitions.LEVELS; level++) {
                host.write(level, Opcodes.ATOMIC_ADD, word, 1, 0);
            }
            host.publish();
            host.await(Partitions.LEVELS).forEach(Ends::done);
        }
        over.set(true);
        for (Thread caller : callers) {
            that(caller.join(trial.effort().patience()), "a call of the device did not return");
        }
        Throwable thrown = problem.get();
        that(thrown == null, () -> "a call from another thread threw " + thrown);
        word("what all slots added", host.tables().observable(1, 0), 100 * Partitions.LEVELS);
    }

    /** Whatever one of the calls throws breaks the rule. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void call(Device device, AtomicBoolean over, AtomicReference<@Nullable Throwable> problem) {
        try {
            while (!over.get()) {
                device.nudge();
                device.health();
                device.region(Region.HEAP);
                device.wrote(Region.HEAP, 4_096, 64);
                device.fetch(Region.HEAP, 8_192, 64);
                Thread.yield();
            }
        } catch (RuntimeException | LinkageError e) {
            problem.set(e);
        }
    }
}
