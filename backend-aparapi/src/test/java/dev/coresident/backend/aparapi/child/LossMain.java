package dev.coresident.backend.aparapi.child;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.RecoveryPolicy;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.backend.aparapi.child.Watch.Call;
import dev.coresident.backend.aparapi.provider.AparapiProvider;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.Opcodes;
import java.time.Duration;

/** A resident kernel whose OpenCL device vanishes again and again, by the driver's word: what was submitted ends once. */
public final class LossMain {
    private static final int SLOTS = 400;
    /** So long that only what never ends takes it. */
    private static final long STUCK_NANOS = 240_000_000_000L;

    private final Watch watch;
    private final String memory;

    private LossMain(Watch watch, String memory) {
        this.watch = watch;
        this.memory = memory;
    }

    /** Prints a line for each way to vanish, then what OpenCL still holds. */
    public static void main(String[] arguments) throws Exception {
        Watch watch = Watch.here();
        LossMain shared = new LossMain(watch, "shared");
        shared.lose(Call.LAUNCH, -5);
        shared.lose(Call.LAUNCH, -36);
        shared.lose(Call.WAIT, -14);
        LossMain staged = new LossMain(watch, "staged");
        staged.lose(Call.LAUNCH, -5);
        staged.lose(Call.WRITE, -5);
        staged.lose(Call.READ, -5);
        System.out.println("held " + watch.live().subList(0, Watch.Kind.EVENTS.number()));
    }

    private void lose(Call call, int code) throws Exception {
        KernelOptions options = KernelOptions.defaults()
                .withTenants(4, 8)
                .withHeapBytes(1 << 16)
                .withProperty("memory", memory)
                .withRecovery(RecoveryPolicy.defaults()
                        .withLossesInRow(100)
                        .withReruns(100)
                        .withPauses(Duration.ofMillis(1), Duration.ofMillis(1)));
        int[] ends = new int[SLOTS];
        int[] done = new int[2];
        try (ResidentKernel kernel = ResidentKernel.driven(options, new AparapiProvider(), KernelTime.system())) {
            Tenant tenant = kernel.tenants().register("t").orThrow();
            int published = 0;
            long begun = System.nanoTime();
            while (done[0] + done[1] < SLOTS) {
                if (System.nanoTime() - begun > STUCK_NANOS) {
                    System.out.println("stuck");
                    break;
                }
                if (published < SLOTS && published % 100 == 0 && done[0] + done[1] == published) {
                    watch.fail(call, 1, 1, code);
                    for (int i = 0; i < 100; i++) {
                        int number = published++;
                        // Every fourth changes what a loss destroys: not to be run again.
                        int opcode = number % 4 == 3 ? Opcodes.ATOMIC_ADD : Opcodes.STORE_U32;
                        tenant.submit(
                                Priority.of(number % 5),
                                outcome -> {
                                    ends[number]++;
                                    done[outcome.isDone() ? 0 : 1]++;
                                    if (!outcome.isDone() && outcome.fault() != FaultCode.DEVICE_LOST) {
                                        System.out.println("fault " + outcome.fault());
                                    }
                                },
                                opcode,
                                number,
                                number % 8);
                    }
                }
                kernel.poll();
            }
            int once = 0;
            for (int count : ends) {
                once += count == 1 ? 1 : 0;
            }
            System.out.println(memory + " " + call + " " + code + ": once " + once + ", losses "
                    + kernel.snapshot().recovery().losses() + ", recoveries "
                    + kernel.snapshot().recovery().recoveries() + ", failed " + done[1] + ", outstanding "
                    + tenant.counters().outstanding());
        } finally {
            watch.fail(call, 0, 0, 0);
        }
    }
}
