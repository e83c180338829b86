package dev.coresident.junit;

import dev.coresident.api.dispatch.executor.ServingOptions;
import dev.coresident.backend.sim.SimControl;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.function.Supplier;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Opens a kernel over a simulated device for each test and closes it after. A test asks by parameter for the {@link
 * dev.coresident.api.ResidentKernel}, for a {@link dev.coresident.api.tenant.Tenant} (each such parameter is a tenant of its own, labelled
 * by the parameter's number), or for the {@link SimControl} of the device.
 *
 * <p>Everything runs in the test's thread: while a test awaits a ticket or quiesces, the workers take steps and virtual time passes, a
 * nanosecond for a step. Other threads must not use the kernel. The same seed gives the same run, fault by fault, on any machine.
 *
 * <pre>{@code
 * class PipelineTest {
 *     @RepeatedTest(100)
 *     @SimulatedKernel(seed = 1, faults = {Fault.STALL, Fault.DUPLICATE_COMPLETION})
 *     void everyAddIsCountedOnce(Tenant tenant) throws InterruptedException {
 *         Completion end = new Completion();
 *         long last = -1;
 *         for (int i = 0; i < 20; i++) {
 *             last = tenant.submit(Opcodes.ATOMIC_ADD, 1, 0);
 *         }
 *         tenant.await(last, Duration.ofSeconds(1), end);
 *         tenant.quiesce(Duration.ofSeconds(1));
 *         assertEquals(20, tenant.counters().done());
 *     }
 * }
 * }</pre>
 *
 * <p>Invocation n of a {@code @RepeatedTest} or {@code @ParameterizedTest} runs with seed + n - 1. When a test fails, its seed, the
 * trace's hash and how to run it again stand in a suppressed {@link SimulatedRun} of what it threw, and in a report entry {@code
 * coresident}: {@code -Dcoresident.seed=17} runs every invocation with that seed.
 */
@Documented
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SimulatedKernelExtension.class)
public @interface SimulatedKernel {
    /** Decides the schedule and the faults. The configuration parameter {@code coresident.seed} goes before it. */
    long seed() default 1;

    /** What may go wrong, each often enough to be met within some hundred steps. */
    Fault[] faults() default {};

    /** Virtual workers, 1 to 32. */
    int workers() default 4;

    /** The memory between host and device. */
    SimulatedMemory memory() default SimulatedMemory.COHERENT;

    /** Slots of each priority, a power of two from 2 on. */
    int slots() default 64;

    /** The most tenants. */
    int tenants() default 16;

    /** Bytes of the device's heap. */
    long heapBytes() default 1 << 20;

    /**
     * Gives what slots may ask the host for; by a constructor without parameters, a new one for each test. Without it nothing is served. When
     * a test fails, the flight recorders of tenants that asked stand in its {@link SimulatedRun}.
     */
    Class<? extends Supplier<ServingOptions>> serving() default Unserved.class;
}
