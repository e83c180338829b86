package dev.coresident.bench.opencl;

import dev.coresident.backend.aparapi.kernel.KernelText;
import dev.coresident.backend.aparapi.kernel.LaunchLayout;
import dev.coresident.backend.aparapi.kernel.RoundKernel;
import dev.coresident.backend.aparapi.opencl.KernelRun;
import dev.coresident.backend.aparapi.opencl.OpenClSearch;
import dev.coresident.backend.aparapi.opencl.OpenClUnit;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.MemorySegment;

/** The backend's own kernel without ring, claims, counts and completions: entries are filled in by hand and launched. */
final class BareKernel implements AutoCloseable {
    private static final int ROWS_AT = LaunchLayout.MEMORY_HEADER;
    private static final int IN_WORDS = LaunchLayout.ENTRIES_AT + 1_024 * LaunchLayout.ENTRY_WORDS;
    private static final int OUT_WORDS = LaunchLayout.OUTCOMES_AT + 1_024 * LaunchLayout.OUTCOME_WORDS;

    private final KernelRun run;
    private final int[] in;
    private final int items;
    private final int heapAt;

    BareKernel(Geometry geometry) throws DeviceException {
        OpenClUnit unit = OpenClSearch.foundPatiently().units().getFirst();
        int[] first = RingHost.row(geometry, 1);
        int observables = ROWS_AT + geometry.tenantRows() * first.length;
        heapAt = (observables + geometry.tenantRows() * geometry.observableWords() + 15) / 16 * 16;
        int[] memory = new int[heapAt + (int) (geometry.heapBytes() / 4) + LaunchLayout.MEMORY_GUARD];
        for (int id = 1; id <= geometry.tenants(); id++) {
            System.arraycopy(RingHost.row(geometry, id), 0, memory, ROWS_AT + id * first.length, first.length);
        }
        in = new int[IN_WORDS];
        in[LaunchLayout.IN_TENANT_ROWS_AT] = ROWS_AT;
        in[LaunchLayout.IN_TENANT_ROWS] = geometry.tenantRows();
        in[LaunchLayout.IN_OBSERVABLE_AT] = observables;
        in[LaunchLayout.IN_OBSERVABLE_WORDS] = geometry.tenantRows() * geometry.observableWords();
        in[LaunchLayout.IN_HEAP_AT] = heapAt;
        in[LaunchLayout.IN_HEAP_WORDS] = (int) (geometry.heapBytes() / 4);
        in[LaunchLayout.IN_SCAN_STEPS] = Integer.MAX_VALUE;
        RoundKernel kernel = new RoundKernel(memory, in, new int[OUT_WORDS], new int[16]);
        run = KernelRun.compile(unit, kernel, KernelText.text());
        items = Integer.highestOneBit(unit.computeUnits());
        run.put(memory);
        run.put(in);
        run.first(1, 1);
    }

    void heap(long at, MemorySegment bytes) {
        MemorySegment.copy(bytes, 0, MemorySegment.ofArray(run.kernel().memory()), 4L * heapAt + at, bytes.byteSize());
    }

    /** Entry i adds 1 to a tenant's first observable. */
    void add(int i, int id) {
        int at = LaunchLayout.ENTRIES_AT + i * LaunchLayout.ENTRY_WORDS;
        in[at + (int) (SlotLayout.OPCODE / 4)] = Opcodes.ATOMIC_ADD;
        in[at + (int) (SlotLayout.TENANT / 4)] = TenantWord.of(id, 0);
        in[at + (int) (SlotLayout.PRIORITY / 4)] = 2;
        in[at + (int) (SlotLayout.ARGUMENT / 4)] = 1;
        in[at + (int) (SlotLayout.ARGUMENT / 4) + 1] = 0;
        in[at + LaunchLayout.ENTRY_LEVEL] = 2;
        in[at + LaunchLayout.ENTRY_RESUMED] = 0;
    }

    /** Entry i scans a range of the heap with the image at its beginning, from the image's first row. */
    void scan(int i, long from, int bytes, long output, int events) {
        int at = LaunchLayout.ENTRIES_AT + i * LaunchLayout.ENTRY_WORDS;
        long first = 4L * heapAt + from;
        in[at + LaunchLayout.ENTRY_RESUMED] = 1;
        int scan = at + LaunchLayout.ENTRY_SCAN;
        in[scan + LaunchLayout.SCAN_IMAGE] = heapAt;
        in[scan + LaunchLayout.SCAN_INPUT_LOW] = (int) first;
        in[scan + LaunchLayout.SCAN_INPUT_HIGH] = (int) (first >>> 32);
        in[scan + LaunchLayout.SCAN_BYTES] = bytes;
        in[scan + LaunchLayout.SCAN_OUTPUT] = heapAt + (int) (output / 4);
        in[scan + LaunchLayout.SCAN_CAPACITY] = events;
        in[scan + LaunchLayout.SCAN_ROW] = 0;
        in[scan + LaunchLayout.SCAN_CONSUMED] = 0;
        in[scan + LaunchLayout.SCAN_EVENTS] = 0;
        in[scan + LaunchLayout.SCAN_FLAGS] = 0;
        in[scan + LaunchLayout.SCAN_KIND] = OpKind.SCAN.number();
    }

    void launch(int entries) throws DeviceException {
        in[LaunchLayout.IN_COUNT] = entries;
        in[LaunchLayout.IN_TICKET] = 0;
        run.launch(Math.max(1, Math.min(items, entries)), 1);
    }

    /** Throws if an entry of the last launch did not end well. */
    void check(int entries) {
        for (int i = 0; i < entries; i++) {
            int code = run.kernel()
                    .out()[LaunchLayout.OUTCOMES_AT + i * LaunchLayout.OUTCOME_WORDS + LaunchLayout.OUT_CODE];
            if (code != 0) {
                throw new IllegalStateException("entry " + i + " of the bare kernel ended with " + code);
            }
        }
    }

    @Override
    public void close() {
        run.close();
    }
}
