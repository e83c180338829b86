package dev.coresident.automata.scan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.memory.Allocation;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.automata.input.FolderWalk;
import dev.coresident.automata.input.WalkOptions;
import dev.coresident.automata.match.FileOutcome;
import dev.coresident.automata.match.MatchSink;
import dev.coresident.ledger.Purpose;
import dev.coresident.ledger.journal.Act;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A scanner gives back the buffers that it can do without when others are short of memory, and finds the same with fewer. */
@Timeout(300)
class ScannerPressureTest {
    @TempDir
    private Path folder;

    private List<String> scan(Scanner scanner) throws Exception {
        List<String> found = new ArrayList<>();
        scanner.scan(new FolderWalk(List.of(folder), WalkOptions.DEFAULT), new MatchSink() {
            private String file = "";

            @Override
            public void begin(Path path) {
                file = String.valueOf(path.getFileName());
            }

            @Override
            public void match(int rule, long start, long end) {
                found.add(file + " " + rule + " " + start + " " + end);
            }

            @Override
            public void end(FileOutcome outcome) {
                found.add(outcome.getClass().getSimpleName());
            }
        });
        return found;
    }

    private static long outputBytes(ResidentKernel kernel, Tenant tenant) {
        return kernel.ledger().find(tenant.id(), 0).orElseThrow().currentBytes(Purpose.OUTPUT);
    }

    private static DeviceBuffer allocate(ResidentKernel kernel, Tenant tenant, long bytes) {
        for (; ; ) {
            // Another thread may be in the pump just when it is asked to give back what was closed.
            if (tenant.allocate(Purpose.HEAP, bytes) instanceof Allocation.Granted(DeviceBuffer buffer)) {
                return buffer;
            }
            kernel.poll();
        }
    }

    @Test
    void buffersAtRestGoToWhoIsShortAndComeBackWithTheNextScan() throws Exception {
        for (int i = 0; i < 20; i++) {
            Files.writeString(folder.resolve("f" + (10 + i)), "x".repeat(100 + 7 * i) + "needle" + "x".repeat(50));
        }
        ScanPlan plan = new ScanPlan(
                ScanRun.tenants(List.of(ScanRun.rules("t", "1:/needle/"))),
                ScanOptions.defaults().withChunkBytes(64).withFilesInFlight(4));
        KernelOptions options = ScanRun.kernelFor(plan, 2);
        int tenants = options.geometry().tenants();
        try (ResidentKernel kernel = ResidentKernel.open(
                options.withTenants(tenants + 1, options.geometry().opsPerTenant()))) {
            Tenant other = kernel.tenants().register("other").orThrow();
            try (Scanner scanner = ScanRun.open(kernel, plan)) {
                Tenant tenant = scanner.tenants().getFirst();
                long whole = outputBytes(kernel, tenant);
                final List<String> expected = scan(scanner);
                assertThat(expected).hasSize(40);
                long left = options.geometry().heapBytes() - kernel.ledger().currentBytes();
                DeviceBuffer rest = left == 0 ? null : allocate(kernel, other, left);
                DeviceBuffer one = allocate(kernel, other, 64);
                assertThat(outputBytes(kernel, tenant)).isLessThan(whole).isPositive();
                assertThat(kernel.ledger().journal().entries())
                        .anySatisfy(entry -> assertThat(entry.act()).isEqualTo(Act.EVICT));
                assertThat(scan(scanner)).as("with fewer buffers").isEqualTo(expected);
                one.close();
                if (rest != null) {
                    rest.close();
                }
                while (kernel.ledger().find(other.id(), 0).orElseThrow().currentBytes() > 0) {
                    kernel.poll();
                }
                assertThat(scan(scanner)).isEqualTo(expected);
                assertThat(outputBytes(kernel, tenant)).as("as many as before").isEqualTo(whole);
                assertThat(kernel.reconcile().differences()).isEmpty();
            }
        }
    }
}
