package dev.coresident.conformance.device;

import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.conformance.host.End;
import dev.coresident.conformance.host.Ends;
import dev.coresident.conformance.host.SmallHost;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.conformance.rule.Violation;
import dev.coresident.spi.Coherence;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.Optional;

/** What may be seen of a slot while and after it runs. The host looks as often as it can; a round gives it one slot at a time. */
final class StateChecks {
    private static final int LEVEL = 2;
    private static final int FIRST = 128;
    private static final int CAPACITY = 64;
    private static final int LAPS = 100;

    private StateChecks() {}

    static void onlyLegalTransitionsAreSeen(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        long[][] seen = new long[8][8];
        for (int lap = 0; lap < LAPS; lap++) {
            for (int i = 0; i < CAPACITY; i++) {
                host.write(LEVEL, Opcodes.MEMCPY, word, 0, 1, i % 2 == 0 ? 31 : 32);
            }
            watch(host, seen);
        }
        for (int from = 0; from < seen.length; from++) {
            for (int to = 0; to < seen.length; to++) {
                if (seen[from][to] > 0 && !isLegal(from, to)) {
                    throw new Violation("a slot went from " + SlotStatus.name(from) + " to " + SlotStatus.name(to) + " "
                            + seen[from][to] + " times");
                }
            }
        }
        trial.note(seen[SlotStatus.PUBLISHED][SlotStatus.CLAIMED] + " claims and "
                + seen[SlotStatus.CLAIMED][SlotStatus.DONE] + " ends seen on the way");
    }

    /** Between two looks a slot may have gone more than one step. */
    private static boolean isLegal(int from, int to) {
        return from == to
                || (from == SlotStatus.PUBLISHED && to == SlotStatus.CLAIMED)
                || ((from == SlotStatus.PUBLISHED || from == SlotStatus.CLAIMED) && SlotStatus.isTerminal(to));
    }

    private static void watch(SmallHost host, long[][] seen) throws Exception {
        int[] last = new int[CAPACITY];
        Arrays.fill(last, SlotStatus.PUBLISHED);
        host.publish();
        int ended = 0;
        long begin = System.nanoTime();
        while (ended < CAPACITY) {
            for (int i = 0; i < CAPACITY; i++) {
                int now = host.status(FIRST + i);
                that(now >= 0 && now < 8, () -> "a slot's status is " + SlotStatus.name(now));
                seen[last[i]][now]++;
                last[i] = now;
            }
            Optional<End> end = host.poll();
            if (end.isPresent()) {
                ended++;
            } else {
                host.turn(1);
                host.giveUpAfter(begin, ended, CAPACITY);
            }
        }
        for (int i = 0; i < CAPACITY; i++) {
            int now = host.status(FIRST + i);
            number("the status of slot " + (FIRST + i), now, i % 2 == 0 ? SlotStatus.DONE : SlotStatus.FAULT);
            seen[last[i]][now]++;
        }
    }

    static void onlyTheStatusIsWritten(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        int[] opcodes = {
            Opcodes.NOP,
            Opcodes.ATOMIC_ADD,
            Opcodes.PACKED_SLOT,
            Opcodes.PRINTF,
            Opcodes.BATCH_FENCE,
            0xFFF3,
            0x4000_0000
        };
        for (int opcode : opcodes) {
            int[] arguments = {1, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12};
            int slot = host.write(LEVEL, opcode, word, arguments);
            host.publish();
            host.await(1);
            MemorySegment ring = host.device().region(Region.RING);
            word("the opcode", Words.get(ring, SlotLayout.at(slot) + SlotLayout.OPCODE), opcode);
            word("the tenant word", Words.get(ring, SlotLayout.at(slot) + SlotLayout.TENANT), word);
            word("the priority", Words.get(ring, SlotLayout.at(slot) + SlotLayout.PRIORITY), LEVEL);
            for (int i = 0; i < arguments.length; i++) {
                word(
                        "argument " + i + " after opcode " + Integer.toUnsignedString(opcode),
                        Words.get(ring, SlotLayout.at(slot) + SlotLayout.ARGUMENT + 4L * i),
                        arguments[i]);
            }
        }
    }

    static void slotsBeyondTheTailAreLeftAlone(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        for (int level = 0; level < 5; level++) {
            host.write(level, Opcodes.STORE_U32, word, 99, 9);
        }
        for (int i = 0; i < 50; i++) {
            host.turn(8);
        }
        that(host.poll().isEmpty(), "a slot ended that no tail covers");
        for (int level = 0; level < 5; level++) {
            number("the status of slot " + 64 * level, host.status(64 * level), SlotStatus.PUBLISHED);
        }
        number("slots claimed", host.claimed(1), 0);
        word("the observable", host.tables().observable(1, 9), 0);
        host.publish();
        for (End end : host.await(5)) {
            Ends.done(end);
        }
        word("the observable once the tails cover the slots", host.tables().observable(1, 9), 99);
    }

    static void terminalStaysTerminal(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        int done = host.run(Opcodes.NOP, word).slot();
        int fault = host.run(Opcodes.STORE_U32, word, 0, 32).slot();
        for (int i = 0; i < 50; i++) {
            host.write(3, Opcodes.NOP, word);
            host.publish();
            host.await(1);
            number("the status of a slot that was DONE", host.status(done), SlotStatus.DONE);
            number("the status of a slot that was FAULT", host.status(fault), SlotStatus.FAULT);
        }
    }

    static void entriesAgreeWithTheSlots(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        for (int lap = 0; lap < LAPS; lap++) {
            for (int i = 0; i < CAPACITY; i++) {
                host.write(LEVEL, Opcodes.STORE_U32, word, i, i % 40);
            }
            host.publish();
            for (int i = 0; i < CAPACITY; i++) {
                End end = host.await(1).getFirst();
                number(
                        "the status of slot " + end.slot() + " whose entry stands",
                        host.status(end.slot()),
                        end.status());
            }
        }
    }

    static void resultsComeBeforeDone(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        boolean shared = host.device().facts().coherence() == Coherence.COHERENT;
        for (int round = 1; round <= 2_000; round++) {
            int slot = host.write(LEVEL, Opcodes.MEMCPY, word, 0, 16, 16);
            for (int i = 0; i < 16; i++) {
                host.tables().observable(1, i, round * 31 + i);
            }
            host.publish();
            long begin = System.nanoTime();
            while (host.status(slot) != SlotStatus.DONE) {
                host.turn(1);
                host.giveUpAfter(begin, 0, 1);
            }
            for (int i = 15; i >= 0; i--) {
                word(
                        "a word that the slot copied before DONE was seen",
                        host.tables().observable(1, 16 + i),
                        round * 31 + i);
            }
            host.await(1);
        }
        trial.note(shared ? "2000 slots, looked at by their status" : "2000 slots, fetched after the round");
    }
}
