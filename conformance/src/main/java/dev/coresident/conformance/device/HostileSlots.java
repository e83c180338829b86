package dev.coresident.conformance.device;

import dev.coresident.spi.layout.HandleWord;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.program.Opcodes;
import dev.coresident.spi.program.PackedLayout;
import java.util.SplittableRandom;

/**
 * Slots that mean harm, in a sequence that the seed decides. Never the exact tenant word of the victim, nor the host's: the host
 * writes the tenant word, so that a tenant can forge no word that is admitted for another.
 */
final class HostileSlots {
    private static final int[] EDGES = {
        0, 1, 2, 3, 7, 8, 31, 32, 33, 63, 64, 255, 256, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFE0, 0xFFFF_FFFE, 0xFFFF_FFFF
    };
    private static final int[] SYSTEM = {
        Opcodes.STORE_U32,
        Opcodes.ATOMIC_ADD,
        Opcodes.LOAD_U32,
        Opcodes.COMPARE_SWAP,
        Opcodes.MEMCPY,
        Opcodes.DFA_STEP,
        Opcodes.BATCH_FENCE,
        Opcodes.PACKED_SLOT,
        Opcodes.LOAD_MISS,
        Opcodes.SHUTDOWN,
        Opcodes.NOP
    };

    /** None that waits: a host keeps the slots that a fence counts, and this one writes them again. */
    private static final int[] FENCE_COUNTS = {0, 64, 65, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF};

    private final SplittableRandom random;
    private final Battlefield field;
    private final int[] arguments = new int[SlotLayout.ARGUMENTS];
    private int opcode;
    private int tenant;

    HostileSlots(SplittableRandom random, Battlefield field) {
        this.random = random;
        this.field = field;
    }

    /** Moves to the next slot. */
    void next() {
        tenant = random.nextInt(8) == 0 ? forged() : field.aggressor();
        opcode = opcode();
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument();
        }
        if (opcode == Opcodes.BATCH_FENCE) {
            arguments[0] = FENCE_COUNTS[random.nextInt(FENCE_COUNTS.length)];
        } else if (opcode == Opcodes.PACKED_SLOT) {
            pack();
        } else if (random.nextBoolean() && opcode == field.scanOpcode()) {
            scan();
        }
    }

    int tenantWord() {
        return tenant;
    }

    int opcodeWord() {
        return opcode;
    }

    int[] arguments() {
        return arguments;
    }

    private int forged() {
        return switch (random.nextInt(5)) {
            case 0 -> TenantWord.of(TenantWord.id(field.victim()), random.nextInt(1, TenantWord.GENERATIONS));
            case 1 -> TenantWord.of(random.nextInt(5, 4_096), random.nextInt(TenantWord.GENERATIONS));
            case 2 -> TenantWord.of(0, random.nextInt(1, TenantWord.GENERATIONS));
            case 3 -> TenantWord.of(TenantWord.id(field.aggressor()), random.nextInt(2, TenantWord.GENERATIONS));
            default -> TenantWord.of(3, 0);
        };
    }

    private int opcode() {
        return switch (random.nextInt(10)) {
            case 0, 1, 2, 3 -> SYSTEM[random.nextInt(SYSTEM.length)];
            case 4, 5, 6 -> field.ownWindow() + random.nextInt(12);
            case 7 -> field.foreignWindow() + random.nextInt(12);
            case 8 -> EDGES[random.nextInt(EDGES.length)];
            default -> random.nextInt();
        };
    }

    private int argument() {
        return switch (random.nextInt(6)) {
            case 0, 1 -> EDGES[random.nextInt(EDGES.length)];
            case 2 -> field.someHandle(random);
            case 3 -> HandleWord.of(random.nextInt(20), random.nextInt(4));
            case 4 -> random.nextInt(40);
            default -> random.nextInt();
        };
    }

    /** A head that is often in order, so that inner ops run with hostile arguments. */
    private void pack() {
        int ops = random.nextInt(5);
        int[] halves = new int[6];
        halves[0] = random.nextInt(16) == 0 ? random.nextInt(65_536) : ops;
        for (int op = 1; op <= 5; op++) {
            int inner = random.nextInt(4) == 0 ? PackedLayout.LOCAL_FIRST + random.nextInt(2_048) : random.nextInt(9);
            halves[op] = PackedLayout.descriptor(inner, random.nextInt(4));
        }
        for (int word = 0; word < 3; word++) {
            arguments[word] = halves[2 * word] | halves[2 * word + 1] << 16;
        }
    }

    /** Arguments of SCAN of which one or two are wrong. */
    private void scan() {
        arguments[0] = field.ownInput();
        arguments[1] = random.nextInt(64);
        arguments[2] = random.nextInt(64);
        arguments[3] = random.nextInt(4);
        arguments[4] = field.ownOutput();
        arguments[5] = 8 * random.nextInt(4);
        arguments[6] = random.nextInt(8);
        arguments[7] = random.nextInt(4);
        for (int wrong = random.nextInt(3); wrong > 0; wrong--) {
            arguments[random.nextInt(8)] = argument();
        }
    }
}
