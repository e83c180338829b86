package dev.coresident.backend.aparapi.opencl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.backend.aparapi.kernel.KernelText;
import dev.coresident.backend.aparapi.kernel.RoundKernel;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceException.Category;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The hazards of Aparapi: each ends as a typed exception, and afterwards OpenCL still works. */
@ExtendWith(NeedsOpenCl.class)
final class KernelRunTest {
    private static final String COUNT = """
            __kernel void run(__global int *memory, __global int *in, __global int *out, __global int *bulk, int passid) {
              atomic_inc(memory);
            }
            """;

    private static final OpenClUnit UNIT = OpenClSearch.foundPatiently().units().getFirst();

    /** Aparapi remembers texts by class. */
    static final class BrokenKernel extends RoundKernel {
        BrokenKernel() {
            super(new int[64], new int[64], new int[64], new int[64]);
        }
    }

    static final class CountingKernel extends RoundKernel {
        CountingKernel() {
            super(new int[64], new int[64], new int[64], new int[64]);
        }
    }

    @Test
    void aBuildFailureSaysWhatTheCompilerSaidAndLeavesTheProgramAlive() throws Exception {
        assertThatThrownBy(() -> KernelRun.compile(UNIT, new BrokenKernel(), "__kernel void run(int x) { bogus }"))
                .isInstanceOfSatisfying(
                        DeviceException.class, e -> assertThat(e.category()).isEqualTo(Category.INTERNAL))
                .hasMessageContaining("bogus");
        assertThat(count(3)).isEqualTo(3);
    }

    @Test
    void aRefusedLaunchIsALossAndRunsNowhereElse() throws Exception {
        CountingKernel kernel = new CountingKernel();
        KernelRun run = KernelRun.compile(UNIT, kernel, COUNT);
        run.first(1, 1);
        int tooMany = 2 * UNIT.groupLimit();
        assertThatThrownBy(() -> run.launch(tooMany, tooMany))
                .isInstanceOfSatisfying(
                        DeviceException.class, e -> assertThat(e.category()).isEqualTo(Category.LOST));
        assertThatThrownBy(() -> run.launch(1, 1))
                .as("a kernel that failed once")
                .isInstanceOf(DeviceException.class);
        run.get(kernel.memory());
        assertThat(kernel.memory()[0]).isEqualTo(1);
        run.close();
        run.close();
        assertThat(count(2)).as("a new kernel of the same class").isEqualTo(2);
    }

    @Test
    void aClosedKernelLaunchesNothing() throws Exception {
        KernelRun run = KernelRun.compile(UNIT, new CountingKernel(), COUNT);
        run.close();
        assertThatThrownBy(() -> run.launch(1, 1)).isInstanceOf(DeviceException.class);
    }

    @Test
    void theTextIsTheSameAtEveryCall() {
        assertThat(KernelText.text()).isEqualTo(KernelText.text()).contains("#define FAULT_BAD_IMAGE ((int)0xe)");
    }

    private static int count(int launches) throws DeviceException {
        CountingKernel kernel = new CountingKernel();
        try (KernelRun run = KernelRun.compile(UNIT, kernel, COUNT)) {
            run.put(kernel.memory());
            run.first(1, 1);
            for (int i = 1; i < launches; i++) {
                run.launch(1, 1);
            }
            run.get(kernel.memory());
            return kernel.memory()[0];
        }
    }
}
