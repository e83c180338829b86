package dev.coresident.api.ring;

import static dev.coresident.api.ring.RingViewTest.ring;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.api.policy.Priority;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackedSlotTest {
    @Test
    void theWordsAreThoseOfTheProtocol() {
        PackedSlot pack = new PackedSlot();
        pack.addSystem(2, 0xAAAA, 0xBBBB).orThrow();
        pack.addLocal(2_047).orThrow();
        pack.addLocal(0, 0xCCCC).orThrow();
        int[] words = new int[12];
        pack.encode(words).orThrow();
        assertThat(words)
                .containsExactly(
                        0x0022_0003, // n = 3; op 2 with 2 arguments
                        0x8001_FFF0, // local 2047 without arguments; local 0 with one
                        0xAAAA,
                        0xBBBB,
                        0xCCCC,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0,
                        0);
        assertThat(pack.words()).isEqualTo(5);
    }

    @Test
    void anEmptyPackIsALegalNoOp() {
        PackedSlot pack = new PackedSlot();
        int[] words = {9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9};
        pack.encode(words).orThrow();
        assertThat(words).containsExactly(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9);
        assertThat(pack.words()).isEqualTo(1);
        PackedSlot read = new PackedSlot();
        read.addLocal(1).orThrow();
        read.decode(words).orThrow();
        assertThat(read.ops()).isZero();
        RingView ring = ring(1);
        ring.publishPacked(0, 5, Priority.LOW, pack).orThrow();
        int[] slot = new int[16];
        ring.read(0, slot);
        assertThat(slot).containsExactly(1, 0x8000_0001, 5, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void elevenArgumentsFitOneOpAndTwelveDoNot() {
        PackedSlot pack = new PackedSlot();
        assertThat(pack.addLocal(3, new int[12])).isEqualTo(new RingRefusal.PackOverflow(1, 13));
        assertThat(pack.ops()).isZero();
        pack.addLocal(3, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11).orThrow();
        assertThat(pack.words()).isEqualTo(12);
        assertThat(pack.addLocal(3)).isEqualTo(new RingRefusal.PackOverflow(2, 13));
        RingOutcome overflow = pack.addLocal(3, 1);
        assertThat(((RingRefusal) overflow).reason()).startsWith("2 ops need 14 words and a slot has 12");
    }

    @Test
    void twentyThreeOpsFitAndTheNextDoesNot() {
        PackedSlot pack = new PackedSlot();
        for (int op = 0; op < 23; op++) {
            pack.addSystem(0).orThrow();
        }
        assertThat(pack.words()).isEqualTo(12);
        assertThat(pack.addSystem(0)).isEqualTo(new RingRefusal.Full("a pack", 23));
        assertThat(pack.ops()).isEqualTo(23);
    }

    @Test
    void everyOpCountAndEveryMixOfArgumentsRoundTripsWhenItFits() {
        Random random = new Random(20);
        PackedSlot pack = new PackedSlot();
        PackedSlot read = new PackedSlot();
        for (int ops = 0; ops <= 23; ops++) {
            for (int run = 0; run < 200; run++) {
                int room = 12 - (ops + 2) / 2;
                List<int[]> wanted = new ArrayList<>();
                for (int op = 0; op < ops; op++) {
                    // Every other run fills the slot to the last word.
                    boolean last = op == ops - 1 && run % 2 == 0;
                    int count = last ? room : random.nextInt(room + 1);
                    room -= count;
                    int[] one = random.ints(count + 1).toArray();
                    one[0] = random.nextBoolean() ? random.nextInt(7) : 0x800 + random.nextInt(0x800);
                    wanted.add(one);
                }
                roundTrip(wanted, pack, read);
            }
        }
    }

    @Test
    void everyCountOfArgumentsOverTwoOpsFitsOrOverflowsExactly() {
        for (int first = 0; first <= 12; first++) {
            for (int second = 0; second <= 12; second++) {
                PackedSlot pack = new PackedSlot();
                boolean firstFits = pack.addLocal(1, new int[first]).isAccepted();
                assertThat(firstFits).isEqualTo(1 + first <= 12);
                if (firstFits) {
                    assertThat(pack.addLocal(2, new int[second]).isAccepted()).isEqualTo(2 + first + second <= 12);
                }
            }
        }
    }

    private static void roundTrip(List<int[]> wanted, PackedSlot pack, PackedSlot read) {
        pack.clear();
        for (int[] one : wanted) {
            int[] arguments = Arrays.copyOfRange(one, 1, one.length);
            boolean local = one[0] >= 0x800;
            (local ? pack.addLocal(one[0] - 0x800, arguments) : pack.addSystem(one[0], arguments)).orThrow();
        }
        int[] words = new int[12];
        pack.encode(words).orThrow();
        read.decode(words).orThrow();
        assertThat(read.ops()).isEqualTo(wanted.size());
        assertThat(read.words()).isEqualTo(pack.words());
        for (int op = 0; op < wanted.size(); op++) {
            int[] one = wanted.get(op);
            assertThat(read.innerOpcode(op)).isEqualTo(one[0]);
            assertThat(read.arguments(op)).isEqualTo(one.length - 1);
            for (int i = 1; i < one.length; i++) {
                assertThat(read.argument(op, i - 1)).isEqualTo(one[i]);
            }
        }
        int[] again = new int[12];
        read.encode(again).orThrow();
        assertThat(again).containsExactly(words);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 7, 8, 0x7FF, 0x800, 0xFFFE})
    void systemOpsBeyondDfaStepAreNotPackable(int opcode) {
        assertThat(new PackedSlot().addSystem(opcode))
                .isEqualTo(new RingRefusal.NotPackable(Integer.toUnsignedLong(opcode)));
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 2_048, Integer.MAX_VALUE})
    void localOpcodesBeyondTheDescriptorAreNotPackable(int local) {
        assertThat(new PackedSlot().addLocal(local))
                .isEqualTo(new RingRefusal.NotPackable(0x800 + Integer.toUnsignedLong(local)));
    }

    @Test
    void hostilePacksAreRefusedAndTheReaderKeepsWhatItHeld() {
        PackedSlot read = new PackedSlot();
        read.addSystem(1, 11, 22).orThrow();
        assertThat(read.decode(new int[11])).isEqualTo(new RingRefusal.ShortInput(11, 12));
        assertThat(read.decode(words(24))).isEqualTo(new RingRefusal.TooMany("ops in a pack", 24, 23));
        assertThat(read.decode(words(0xFFFF))).isEqualTo(new RingRefusal.TooMany("ops in a pack", 65_535, 23));
        assertThat(read.decode(words(1 | 0x0070 << 16))).isEqualTo(new RingRefusal.NotPackable(7));
        assertThat(read.decode(words(1 | 0x7FF0 << 16))).isEqualTo(new RingRefusal.NotPackable(0x7FF));
        assertThat(read.decode(words(1 | 0x800C << 16))).isEqualTo(new RingRefusal.PackOverflow(1, 13));
        assertThat(read.decode(words(1 | 0x800F << 16))).isEqualTo(new RingRefusal.PackOverflow(1, 16));
        assertThat(read.ops()).isEqualTo(1);
        assertThat(read.argument(0, 1)).isEqualTo(22);
        assertThat(read.encode(new int[11])).isEqualTo(new RingRefusal.ShortOutput(11, 12));
    }

    @Test
    void askingForWhatIsNotThereNamesIt() {
        PackedSlot pack = new PackedSlot();
        pack.addSystem(1, 11, 22).orThrow();
        assertThatThrownBy(() -> pack.innerOpcode(1)).hasMessage("the pack has 1 ops, asked for 1");
        assertThatThrownBy(() -> pack.argument(0, 2)).hasMessage("op 0 of the pack has 2 arguments, asked for 2");
        assertThatThrownBy(() -> pack.argument(0, -1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static int[] words(int first) {
        int[] words = new int[12];
        words[0] = first;
        return words;
    }
}
