package dev.coresident.conformance.device;

import dev.coresident.conformance.host.Ends;
import dev.coresident.conformance.host.SmallHost;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.HandleWord;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.MemorySegment;
import java.util.SplittableRandom;

/** How ops reach the heap. DFA_STEP is the smallest op that does. */
final class HandleChecks {
    private static final long TABLE_AT = 640;
    private static final int ROWS = SmallHost.SMALL.handles();

    private HandleChecks() {}

    /** Words of a table, written to the heap. */
    private static int[] table(SmallHost host, SplittableRandom random, int words) {
        int[] table = random.ints(words).toArray();
        host.tables().writeHeap(TABLE_AT, MemorySegment.ofArray(table));
        return table;
    }

    static void dfaStepReadsItsTable(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        SplittableRandom random = trial.random();
        int word = host.tables().admit(1, 3);
        int[] table = table(host, random, 3 * 256);
        int handle = host.tables().handle(3, 9, word, HandleRow.READ_ONLY, TABLE_AT, 4L * table.length);
        for (int i = 0; i < 1_000; i++) {
            int state = random.nextInt(3);
            int symbol = i < 256 ? i : random.nextInt();
            Ends.done(
                    host.run(Opcodes.DFA_STEP, word, state, symbol, handle),
                    table[state * 256 + (symbol & 0xFF)],
                    0,
                    0,
                    0);
        }
    }

    static void tablesEndWhereTheHandleEnds(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 0);
        int[] table = table(host, trial.random(), 512);
        for (long length : new long[] {1_024, 1_025, 1_027, 1_028, 1_536, 2_044, 2_048}) {
            int handle = host.tables().handle(2, 1, word, 0, TABLE_AT, length);
            for (int entry : new int[] {0, 255, 256, 257, 383, 384, 510, 511, 512}) {
                boolean inside = 4L * entry + 4 <= length;
                if (inside) {
                    Ends.done(host.run(Opcodes.DFA_STEP, word, entry / 256, entry % 256, handle), table[entry]);
                } else {
                    Ends.fault(
                            host.run(Opcodes.DFA_STEP, word, entry / 256, entry % 256, handle),
                            FaultCode.HANDLE_BOUNDS);
                }
            }
            for (int state : new int[] {0x0040_0000, 0x00FF_FFFF, 0x0100_0000, 0x4000_0000, 0x8000_0000, -1}) {
                Ends.fault(host.run(Opcodes.DFA_STEP, word, state, 0, handle), FaultCode.HANDLE_BOUNDS);
            }
        }
        int empty = host.tables().handle(4, 0, word, 0, TABLE_AT, 0);
        Ends.fault(host.run(Opcodes.DFA_STEP, word, 0, 0, empty), FaultCode.HANDLE_BOUNDS);
    }

    static void handlesAreChecked(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int word = host.tables().admit(1, 1);
        int other = host.tables().admit(2, 0);
        int[] table = table(host, trial.random(), 256);
        for (int row : new int[] {1, 2, ROWS - 1, ROWS}) {
            int generation = 4_095 - row;
            int mine = host.tables().handle(row, generation, word, 0, TABLE_AT, 1_024);
            Ends.done(host.run(Opcodes.DFA_STEP, word, 0, 7, mine), table[7]);
            step(host, other, mine, FaultCode.HANDLE_FOREIGN);
            for (int stale : new int[] {0, generation - 1, generation + 1}) {
                step(host, word, HandleWord.of(row, stale), FaultCode.HANDLE_STALE);
            }
            host.tables().closeHandle(row);
            step(host, word, mine, FaultCode.HANDLE_INVALID);
            int successor = host.tables().handle(row, generation + 1, word, 0, TABLE_AT, 1_024);
            step(host, word, mine, FaultCode.HANDLE_STALE);
            Ends.done(host.run(Opcodes.DFA_STEP, word, 0, 8, successor), table[8]);
        }
        for (int nothing : new int[] {
            0, HandleWord.of(0, 1), ROWS + 1, HandleWord.of(ROWS + 1, 4_095), HandleWord.MAX_ROW, -1, Integer.MIN_VALUE
        }) {
            step(host, word, nothing, FaultCode.HANDLE_INVALID);
        }
        int former = host.tables().handle(5, 0, word, 0, TABLE_AT, 1_024);
        int next = host.tables().admit(1, 2);
        step(host, next, former, FaultCode.HANDLE_FOREIGN);
    }

    private static void step(SmallHost host, int word, int handle, FaultCode fault) throws Exception {
        Ends.fault(host.run(Opcodes.DFA_STEP, word, 0, 0, handle), fault);
    }

    static void sharedHandlesServeEveryTenant(Trial trial) throws Exception {
        SmallHost host = SmallHost.start(trial);
        int[] table = table(host, trial.random(), 256);
        int shared = host.tables().handle(6, 2, 0, HandleRow.READ_ONLY, TABLE_AT, 1_024);
        for (int id = 1; id <= SmallHost.SMALL.tenants(); id++) {
            int word = host.tables().admit(id, id);
            Ends.done(host.run(Opcodes.DFA_STEP, word, 0, id, shared), table[id]);
        }
    }
}
