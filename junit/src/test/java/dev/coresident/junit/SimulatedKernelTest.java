package dev.coresident.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.coresident.api.ResidentKernel;
import dev.coresident.api.dispatch.FaultKind;
import dev.coresident.api.dispatch.Key;
import dev.coresident.api.dispatch.OpHandler;
import dev.coresident.api.dispatch.OpOutcome;
import dev.coresident.api.dispatch.executor.HostServices;
import dev.coresident.api.dispatch.executor.ServingOptions;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.backend.sim.SimControl;
import dev.coresident.spi.program.Opcodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;

/** The extension seen from outside, through runs of small classes of tests. */
final class SimulatedKernelTest {
    private static final List<Long> SEEDS = new ArrayList<>();
    private static final List<Long> HASHES = new ArrayList<>();
    private static final List<Tenant> TENANTS = new ArrayList<>();
    private static final List<ResidentKernel> KERNELS = new ArrayList<>();

    @BeforeEach
    void forget() {
        SEEDS.clear();
        HASHES.clear();
        TENANTS.clear();
        KERNELS.clear();
    }

    private static EngineExecutionResults run(Class<?> tests, String... seed) {
        EngineTestKit.Builder builder = EngineTestKit.engine("junit-jupiter").selectors(selectClass(tests));
        for (String each : seed) {
            builder.configurationParameter("coresident.seed", each);
        }
        return builder.execute();
    }

    private static void work(ResidentKernel kernel, Tenant tenant, SimControl control) throws InterruptedException {
        for (int i = 0; i < 30; i++) {
            tenant.submit(Opcodes.ATOMIC_ADD, 1, i % 3);
        }
        tenant.quiesce(Duration.ofSeconds(5));
        KERNELS.add(kernel);
        TENANTS.add(tenant);
        SEEDS.add(control.seed());
        HASHES.add(control.traceHash());
    }

    static class Plain {
        @Test
        @SimulatedKernel(seed = 41)
        void works(ResidentKernel kernel, Tenant tenant, SimControl control) throws InterruptedException {
            work(kernel, tenant, control);
            assertThat(tenant.counters().done()).isEqualTo(30);
        }
    }

    @Test
    void theSameSeedGivesTheSameRunAndAnotherSeedAnother() {
        run(Plain.class).testEvents().assertStatistics(events -> events.succeeded(1));
        run(Plain.class);
        run(Plain.class, "42");
        assertThat(SEEDS).containsExactly(41L, 41L, 42L);
        assertThat(HASHES.get(1)).isEqualTo(HASHES.get(0));
        assertThat(HASHES.get(2)).isNotEqualTo(HASHES.get(0));
    }

    static final class Refusing implements Supplier<ServingOptions> {
        @Override
        public ServingOptions get() {
            return ServingOptions.of(HostServices.builder()
                    .handler(3, new Key<>("refusing", OpHandler.class), (context, words) -> {
                        context.recorder().note(4_711, 42);
                        return OpOutcome.rejected(FaultKind.BAD_INPUT, "no", "");
                    })
                    .build());
        }
    }

    static class Hosted {
        @Test
        @SimulatedKernel(serving = Refusing.class)
        void fails(Tenant tenant, Tenant silent) throws InterruptedException {
            Completion end = new Completion();
            tenant.await(tenant.submit(Opcodes.LOAD_MISS, 3), Duration.ofSeconds(5), end);
            assertThat(silent.counters().published()).isZero();
            assertThat(end.isDone()).as("this fails on purpose").isTrue();
        }
    }

    @Test
    void aFailingTestPrintsTheFlightRecordersOfTenantsThatAskedTheHost() {
        List<Event> failed = run(Hosted.class).testEvents().failed().list();
        assertThat(failed).hasSize(1);
        Throwable thrown = failed.getFirst()
                .getRequiredPayload(TestExecutionResult.class)
                .getThrowable()
                .orElseThrow();
        assertThat(thrown.getSuppressed()).singleElement().isInstanceOf(SimulatedRun.class);
        assertThat(thrown.getSuppressed()[0].getMessage())
                .contains("run it again with -Dcoresident.seed=1")
                .contains("host ops of tenant 1 \"tenant-0\": ")
                .contains("4711")
                .doesNotContain("tenant-1");
    }

    @Test
    void theKernelIsClosedWhenTheTestHasEnded() {
        run(Plain.class);
        long answer = TENANTS.getFirst().submit(Opcodes.NOP);
        assertThat(answer).isNegative();
        assertThat(Refusal.of(answer)).isEqualTo(Refusal.CLOSED);
    }

    @SimulatedKernel(seed = 7)
    static class Failing {
        @Test
        void fails(Tenant tenant) throws InterruptedException {
            tenant.submit(Opcodes.NOP);
            tenant.quiesce(Duration.ofSeconds(1));
            throw new IllegalStateException("the test's own");
        }
    }

    @Test
    void aFailureTellsSeedHashAndHowToRunItAgain() {
        List<String> told = new ArrayList<>();
        for (int i = 0; i < 2; i++) {
            EngineExecutionResults results = run(Failing.class);
            Throwable failure = results.testEvents().failed().stream()
                    .map(Event::getPayload)
                    .flatMap(payload -> payload.stream())
                    .map(payload -> (TestExecutionResult) payload)
                    .flatMap(result -> result.getThrowable().stream())
                    .findFirst()
                    .orElseThrow();
            assertThat(failure).hasMessage("the test's own");
            assertThat(failure.getSuppressed()).singleElement().isInstanceOfSatisfying(SimulatedRun.class, run -> {
                assertThat(run.seed()).isEqualTo(7);
                assertThat(run.traceHash()).isNotZero();
                assertThat(run).hasMessageContaining("-Dcoresident.seed=7").hasMessageContaining("trace hash 0x");
                told.add(String.valueOf(run.getMessage()));
            });
            assertThat(results.allEvents().reportingEntryPublished().count()).isEqualTo(1);
        }
        assertThat(told.get(0)).isEqualTo(told.get(1));
    }

    static class Repeated {
        @RepeatedTest(4)
        @SimulatedKernel(seed = 100)
        void works(ResidentKernel kernel, Tenant tenant, SimControl control) throws InterruptedException {
            work(kernel, tenant, control);
        }
    }

    @Test
    void eachRepetitionHasASeedOfItsOwnUnlessOneIsAskedFor() {
        run(Repeated.class);
        run(Repeated.class, "-5");
        assertThat(SEEDS).containsExactly(100L, 101L, 102L, 103L, -5L, -5L, -5L, -5L);
        assertThat(HASHES.subList(0, 4)).doesNotHaveDuplicates();
        assertThat(HASHES.subList(4, 8)).containsOnly(HASHES.get(4));
    }

    @Test
    void aSeedThatIsNoNumberIsSaid() {
        run(Plain.class, "many")
                .testEvents()
                .failed()
                .assertThatEvents()
                .anySatisfy(event -> assertThat(event.getPayload().toString()).contains("\"many\""));
    }

    static class Faulty {
        @RepeatedTest(8)
        @SimulatedKernel(faults = Fault.DUPLICATE_COMPLETION)
        void duplicates(ResidentKernel kernel, Tenant tenant, SimControl control) throws InterruptedException {
            work(kernel, tenant, control);
            assertThat(tenant.counters().done()).isEqualTo(30);
            assertThat(kernel.snapshot().spurious()).isPositive();
        }

        @Test
        @SimulatedKernel(faults = {Fault.STALL, Fault.LATE_COMPLETION})
        void slow(ResidentKernel kernel, Tenant tenant, SimControl control) throws InterruptedException {
            work(kernel, tenant, control);
            assertThat(tenant.counters().done()).isEqualTo(30);
            assertThat(control.clock()).isGreaterThan(100_000);
        }

        @Test
        @SimulatedKernel(faults = Fault.LOST_DEVICE)
        void lost(ResidentKernel kernel, Tenant tenant, SimControl control) throws InterruptedException {
            work(kernel, tenant, control);
            assertThat(tenant.counters().outstanding()).isZero();
            assertThat(tenant.counters().done() + tenant.counters().faulted()).isEqualTo(30);
        }
    }

    @Test
    void faultsHappenAndThePromisesHold() {
        run(Faulty.class)
                .testEvents()
                .assertStatistics(events -> events.started(10).succeeded(10).failed(0));
    }

    static class Memories {
        @Test
        @SimulatedKernel(memory = SimulatedMemory.WEAK)
        void weak(ResidentKernel kernel, Tenant tenant, SimControl control) throws InterruptedException {
            work(kernel, tenant, control);
            assertThat(kernel.device().description()).contains("weak memory");
            assertThat(tenant.counters().done()).isEqualTo(30);
        }

        @Test
        @SimulatedKernel(memory = SimulatedMemory.STAGED, workers = 2)
        void staged(ResidentKernel kernel, Tenant tenant, SimControl control) throws InterruptedException {
            work(kernel, tenant, control);
            assertThat(control.workers()).isEqualTo(2);
            assertThat(tenant.counters().done()).isEqualTo(30);
        }
    }

    @Test
    void everyMemoryServes() {
        run(Memories.class)
                .testEvents()
                .assertStatistics(events -> events.succeeded(2).failed(0));
    }

    @SimulatedKernel(tenants = 3)
    static class Sharing {
        private final List<Tenant> before = new ArrayList<>();

        @BeforeEach
        void prepare(Tenant tenant, TestInfo info) {
            before.add(tenant);
            assertThat(info.getTestMethod()).isPresent();
        }

        @Test
        void setUpAndTestHaveOneKernel(Tenant first, Tenant second, ResidentKernel kernel) {
            assertThat(before.getFirst()).isNotSameAs(first);
            assertThat(first).isNotSameAs(second);
            assertThat(kernel.tenants().active()).containsExactlyInAnyOrder(before.getFirst(), first, second);
        }

        @Nested
        class Inside {
            @Test
            void theEnclosingAnnotationCounts(ResidentKernel kernel) {
                assertThat(kernel.options().geometry().tenants()).isEqualTo(3);
            }
        }
    }

    @Test
    void oneTestHasOneKernelAndEachParameterATenant() {
        run(Sharing.class)
                .testEvents()
                .assertStatistics(events -> events.succeeded(2).failed(0));
    }

    @SimulatedKernel
    static class WholeClass {
        @BeforeAll
        static void tooEarly(ResidentKernel kernel) {
            assertThat(kernel).as("never reached").isNull();
        }

        @Test
        void never() {
            assertThat(KERNELS).as("never reached").isNull();
        }
    }

    @Test
    void aKernelForAWholeClassIsRefusedWithTheWayOut() {
        run(WholeClass.class)
                .containerEvents()
                .failed()
                .assertThatEvents()
                .anySatisfy(event -> assertThat(event.getPayload().toString()).contains("in @BeforeEach"));
    }

    @SimulatedKernel(slots = 3)
    static class Impossible {
        @Test
        void never(ResidentKernel kernel) {
            assertThat(kernel).as("never reached").isNull();
        }
    }

    @Test
    void whatCannotBeOpenedSaysWhy() {
        run(Impossible.class)
                .testEvents()
                .failed()
                .assertThatEvents()
                .anySatisfy(event -> assertThat(event.getPayload().toString()).contains("a power of two"));
    }
}
