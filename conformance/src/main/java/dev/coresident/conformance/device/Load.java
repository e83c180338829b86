package dev.coresident.conformance.device;

import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.conformance.host.End;
import dev.coresident.conformance.host.SmallHost;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.program.Opcodes;
import java.util.SplittableRandom;

/** Random additions of three tenants at all levels, in as many laps as they take; what each must have done is counted beside. */
final class Load {
    private static final int TENANTS = 3;

    private final SplittableRandom random;
    private final SmallHost host;
    private final int[] words = new int[TENANTS + 1];
    private final int[][] sums = new int[TENANTS + 1][Partitions.LEVELS];
    private final int[] published = new int[TENANTS + 1];
    private final int[] claimed = new int[TENANTS + 1];
    private final int[] done = new int[TENANTS + 1];
    private final int[] owner;
    private final int[] lap;

    Load(SplittableRandom random, SmallHost host) {
        this.random = random;
        this.host = host;
        for (int id = 1; id <= TENANTS; id++) {
            words[id] = host.tables().admit(id, 10 * id);
            claimed[id] = host.claimed(id);
            done[id] = host.done(id);
        }
        int slots = host.device().geometry().partitions().slots();
        owner = new int[slots];
        lap = new int[slots];
    }

    /** Publishes so many slots and takes all their ends, each of which must be that of an open slot. */
    void run(int slots) throws DeviceException {
        int written = 0;
        int ended = 0;
        while (ended < slots) {
            while (written < slots && random.nextInt(16) != 0) {
                int level = random.nextInt(Partitions.LEVELS);
                if (owner[host.nextSlot(level)] != 0) {
                    break;
                }
                write(level, 1 + random.nextInt(TENANTS));
                written++;
            }
            host.publish();
            for (End end : host.await(Math.min(written - ended, 1 + random.nextInt(8)))) {
                take(end);
                ended++;
            }
        }
        settle();
    }

    private void write(int level, int tenant) {
        lap[host.nextSlot(level)] = CompletionLayout.lap(
                host.position(level), host.device().geometry().partitions().capacity(level));
        owner[host.write(level, Opcodes.ATOMIC_ADD, words[tenant], 1, level)] = tenant;
        sums[tenant][level]++;
        published[tenant]++;
    }

    private void take(End end) {
        int tenant = owner[end.slot()];
        that(tenant != 0, () -> end + " ended although nothing was published there");
        word("the tenant word of " + end, end.tenant(), words[tenant]);
        number("the lap of " + end, CompletionLayout.lap(end.ending()), lap[end.slot()]);
        that(end.isDone(), () -> "an addition must end DONE: " + end);
        owner[end.slot()] = 0;
    }

    private void settle() {
        for (int id = 1; id <= TENANTS; id++) {
            for (int level = 0; level < Partitions.LEVELS; level++) {
                word(
                        "additions of tenant " + id + " at level " + level,
                        host.tables().observable(id, level),
                        sums[id][level]);
            }
            word("slots claimed of tenant " + id, host.claimed(id), claimed[id] + published[id]);
            word("slots done of tenant " + id, host.done(id), done[id] + published[id]);
            word("slots faulted of tenant " + id, host.faulted(id), 0);
        }
        that(host.poll().isEmpty(), "one more completion entry stands than slots were published");
    }
}
