package dev.coresident.conformance.device;

import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.conformance.host.End;
import dev.coresident.conformance.host.Ends;
import dev.coresident.conformance.host.SmallHost;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.Opcodes;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** What is claimed, and when, as far as ends and heads tell. */
final class ClaimingChecks {
    private static final int CAPACITY = 64;
    private static final int LEVELS = Partitions.LEVELS;

    private ClaimingChecks() {}

    static void headsRiseAndStayBelowTails(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        SplittableRandom random = trial.random();
        int[] heads = new int[LEVELS];
        boolean[] open = new boolean[LEVELS * CAPACITY];
        int outstanding = 0;
        int published = 0;
        while (published < 5_000 || outstanding > 0) {
            while (published < 5_000 && outstanding < CAPACITY && random.nextInt(8) != 0) {
                int level = random.nextInt(LEVELS);
                if (open[host.nextSlot(level)]) {
                    break; // one compute unit is a lap behind the others
                }
                open[host.write(level, Opcodes.NOP, word)] = true;
                outstanding++;
                published++;
            }
            host.publish();
            heads(host, heads);
            if (outstanding > 0) {
                open[host.await(1).getFirst().slot()] = false;
                outstanding--;
            }
            heads(host, heads);
        }
    }

    private static void heads(SmallHost host, int[] last) {
        for (int level = 0; level < LEVELS; level++) {
            int head = Words.getVolatile(
                    host.device().region(Region.CONTROL), host.places().head(level));
            int tail = Words.getVolatile(host.device().region(Region.CONTROL), ControlLayout.tail(level));
            int before = last[level];
            that(head - before >= 0, () -> "a head went back from " + before + " to " + head);
            that(tail - head >= 0, () -> "a head is at " + head + " and its tail at " + tail);
            last[level] = head;
        }
    }

    static void eachLevelAloneEnds(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        for (int level = 0; level < LEVELS; level++) {
            for (int slots : new int[] {1, CAPACITY, 17, CAPACITY}) {
                for (int i = 0; i < slots; i++) {
                    host.write(level, Opcodes.ATOMIC_ADD, word, 1, level);
                }
                host.publish();
                host.await(slots).forEach(Ends::done);
            }
            word("what level " + level + " added", host.tables().observable(1, level), 2 * CAPACITY + 18);
        }
    }

    static void allLevelsTogetherEnd(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        for (int lap = 0; lap < 20; lap++) {
            for (int i = 0; i < CAPACITY; i++) {
                for (int level = LEVELS - 1; level >= 0; level--) {
                    host.write(level, Opcodes.ATOMIC_ADD, word, 1, level);
                }
            }
            host.publish();
            host.await(LEVELS * CAPACITY).forEach(Ends::done);
        }
        for (int level = 0; level < LEVELS; level++) {
            word("what level " + level + " added", host.tables().observable(1, level), 20 * CAPACITY);
        }
    }

    static void floodsLetLowerLevelsThrough(Trial trial) throws Exception {
        int most = 0;
        for (int lower = 1; lower < LEVELS; lower++) {
            for (int flooded = 1; flooded < 1 << lower; flooded += 2) {
                most = Math.max(most, flood(trial, lower, flooded));
                most = Math.max(most, flood(trial, lower, 1 << (lower - 1)));
            }
        }
        trial.note("at most " + most + " slots of higher levels ended first");
    }

    /** Keeps the flooded levels full until the one slot below them has ended; gives how many ended before it. */
    private static int flood(Trial trial, int lower, int flooded) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        boolean[] open = new boolean[LEVELS * CAPACITY];
        fill(host, word, flooded, open);
        int slot = host.write(lower, Opcodes.NOP, word);
        host.publish();
        int before = 0;
        long begin = System.nanoTime();
        while (true) {
            host.giveUpAfter(begin, 0, 1);
            Optional<End> end = host.poll();
            if (end.isEmpty()) {
                host.turn(4);
            } else if (end.get().slot() == slot) {
                break;
            } else {
                before++;
                open[end.get().slot()] = false;
                fill(host, word, flooded, open);
                host.publish();
            }
        }
        host.device().close();
        return before;
    }

    /** Writes at the flooded levels as far as the next slot is free. */
    private static void fill(SmallHost host, int word, int flooded, boolean[] open) {
        for (int level = 0; level < LEVELS; level++) {
            while ((flooded >>> level & 1) != 0 && !open[host.nextSlot(level)]) {
                open[host.write(level, Opcodes.NOP, word)] = true;
            }
        }
    }

    static void atMostSixteenPassBeforeALowerLevel(Trial trial) throws Exception {
        SmallHost host = SmallHost.open(trial, SmallHost.SMALL);
        int word = host.tables().admit(1, 0);
        for (int level = LEVELS - 1; level > 0; level--) {
            for (int i = 0; i < 3; i++) {
                host.write(level, Opcodes.NOP, word);
            }
        }
        for (int i = 0; i < CAPACITY; i++) {
            host.write(0, Opcodes.NOP, word);
        }
        host.publish();
        host.start();
        List<End> ends = host.await(CAPACITY + 3 * (LEVELS - 1));
        for (int level = 1; level < LEVELS; level++) {
            int above = 0;
            int left = 3;
            for (End end : ends) {
                int of = end.slot() / CAPACITY;
                above = of == level ? 0 : above + (of < level ? 1 : 0);
                left -= of == level ? 1 : 0;
                int passed = above;
                int waiting = level;
                that(
                        left == 0 || passed <= Partitions.LOOK_BELOW_AFTER,
                        () -> passed + " slots of higher levels ended while level " + waiting + " had work");
            }
        }
    }

    static void higherLevelsGoFirst(Trial trial) throws Exception {
        SmallHost host = SmallHost.open(trial, SmallHost.SMALL);
        int word = host.tables().admit(1, 0);
        for (int level = LEVELS - 1; level >= 0; level--) {
            host.write(level, Opcodes.NOP, word);
        }
        host.publish();
        host.start();
        int expected = 0;
        for (End end : host.await(LEVELS)) {
            number("the level that ends next", end.slot() / CAPACITY, expected++);
        }
    }

    static void oneUnitKeepsTheOrderOfALevel(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        int[] next = new int[LEVELS];
        for (int lap = 0; lap < 20; lap++) {
            for (int i = 0; i < CAPACITY; i++) {
                for (int level = 0; level < LEVELS; level++) {
                    host.write(level, Opcodes.NOP, word);
                }
            }
            host.publish();
            for (End end : host.await(LEVELS * CAPACITY)) {
                int level = end.slot() / CAPACITY;
                number("the place within level " + level + " that ends next", end.slot() % CAPACITY, next[level]);
                next[level] = (next[level] + 1) % CAPACITY;
            }
        }
    }

    static void prioritiesAgreeWithPartitions(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        int faults = 0;
        for (int level = 0; level < LEVELS; level++) {
            for (int priority : new int[] {0, 1, 2, 3, 4, 5, 255, -1, Integer.MIN_VALUE}) {
                host.writeWithPriority(level, priority, Opcodes.ATOMIC_ADD, word, 1, 0);
                host.publish();
                End end = host.await(1).getFirst();
                if (priority == level) {
                    Ends.done(end);
                } else {
                    Ends.fault(end, FaultCode.BAD_PRIORITY);
                    faults++;
                }
            }
        }
        word("what the slots added", host.tables().observable(1, 0), LEVELS);
        number("slots that faulted", host.faulted(1), faults);
    }

    static void movingTailsAreNoticed(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        for (int i = 0; i < 2_000; i++) {
            host.write(i % LEVELS, Opcodes.NOP, word);
            host.publish();
            if (i % 3 == 0) {
                host.await(i == 0 ? 1 : 3).forEach(Ends::done);
            }
        }
    }
}
