package dev.coresident.api.ring;

import static dev.coresident.api.ring.RingViewTest.bytes;
import static dev.coresident.api.ring.RingViewTest.ring;
import static dev.coresident.api.ring.RingViewTest.setStatus;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.policy.Priority;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Random operations on a ring and on a byte-array model of it: the same bytes after every one, refused = unchanged. */
class RingDifferentialTest {
    private static final int[] OPCODES = {
        0,
        1,
        7,
        8,
        0xFFEF,
        0xFFF0,
        0xFFFD,
        0xFFFE,
        0xFFFF,
        0x1_0000,
        0x3FFF_FFFF,
        0x4000_0000,
        0x7FFF_FFFF,
        0x8000_0000,
        0x8000_0001,
        0x8000_0002,
        -1,
        -2
    };

    @Property(tries = 300)
    void theRingAndTheModelAgreeByteForByte(@ForAll @IntRange(max = 16) int slots, @ForAll long seed) {
        Random random = new Random(seed);
        RingView ring = ring(slots);
        RingModel model = new RingModel(slots);
        for (int step = 0; step < 60; step++) {
            step(random, ring, model, slots);
            assertThat(bytes(ring.memory())).isEqualTo(model.bytes);
            assertThat(ring.doneCount()).isEqualTo(model.done());
        }
    }

    private static void step(Random random, RingView ring, RingModel model, int slots) {
        int slot = random.nextInt(10) == 0 ? random.nextInt() : random.nextInt(slots + 2);
        int tenant = 1 + random.nextInt();
        Priority priority = Priority.of(random.nextInt(5));
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                if (slots > 0) {
                    int status = random.nextInt(9);
                    int which = random.nextInt(slots);
                    setStatus(ring, which, status);
                    model.status(which, status);
                }
            }
            case 2, 3 -> {
                int opcode = opcode(random);
                int[] arguments = random.ints(random.nextInt(14)).toArray();
                agree(
                        ring.publish(slot, opcode, tenant == 0 ? 1 : tenant, priority, arguments),
                        model.publish(
                                Integer.toUnsignedLong(slot),
                                opcode,
                                tenant == 0 ? 1 : tenant,
                                priority.level(),
                                arguments));
            }
            case 4 -> batch(random, ring, model, slot, tenant, priority);
            default -> {
                PackedSlot pack = new PackedSlot();
                int argument = random.nextInt();
                pack.addLocal(5, argument).orThrow();
                agree(
                        ring.publishPacked(slot, tenant, priority, pack),
                        model.publish(Integer.toUnsignedLong(slot), 0x8000_0001, tenant, priority.level(), new int[] {
                            1 | 0x8051 << 16, argument
                        }));
            }
        }
    }

    private static void batch(Random random, RingView ring, RingModel model, int first, int tenant, Priority priority) {
        SlotBatch batch = new SlotBatch(4);
        List<int[]> items = new ArrayList<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            int[] item = random.ints(1 + random.nextInt(14)).toArray();
            item[0] = opcode(random);
            boolean accepted = item.length <= 13 && RingModel.mayPublish(item[0]);
            agree(batch.add(item[0], Arrays.copyOfRange(item, 1, item.length)), accepted);
            if (accepted) {
                items.add(item);
            }
        }
        int tag = random.nextInt();
        agree(
                ring.publishBatch(first, tenant, priority, batch, tag),
                model.publishBatch(Integer.toUnsignedLong(first), items, tenant, priority.level(), tag));
    }

    private static int opcode(Random random) {
        return random.nextBoolean()
                ? OPCODES[random.nextInt(OPCODES.length)]
                : 0x4000_0000 + random.nextInt(0x4000_0000);
    }

    private static void agree(RingOutcome outcome, boolean accepted) {
        assertThat(outcome.isAccepted()).isEqualTo(accepted);
    }
}
