package dev.coresident.api.dispatch.executor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** What holds whatever happens: see {@link Wild}. */
final class WildPropertiesTest {
    private static final int STEPS = 250;

    @Property(tries = 150)
    void everyAdmittedOpEndsOnceAndNothingIsLeft(@ForAll long seed) {
        Wild world = new Wild();
        SplittableRandom random = new SplittableRandom(seed);
        for (int step = 0; step < STEPS; step++) {
            world.step(random);
            bounds(world);
        }
        drain(world);
        assertThat(world.ends.values())
                .as("how often each admitted op was told")
                .containsOnly(1);
        ExecutorFigures figures = world.executor.figures();
        assertThat(figures.live()).isZero();
        assertThat(figures.queued()).isZero();
        assertThat(figures.parked()).isZero();
        assertThat(figures.timers()).isZero();
        assertThat(figures.openCommands()).isZero();
        assertThat(figures.inFlightBytes()).isZero();
        assertThat(figures.admitted()).isEqualTo(figures.done() + figures.rejected());
        assertThat(figures.admitted()).isEqualTo(world.ends.size());
        world.budgets.forEach(
                budget -> assertThat(budget.figures(world.now).reserved()).isZero());
    }

    @Property(tries = 60)
    void sameSeedGivesTheSameTrace(@ForAll long seed) {
        Wild one = new Wild();
        Wild other = new Wild();
        SplittableRandom first = new SplittableRandom(seed);
        SplittableRandom second = new SplittableRandom(seed);
        for (int step = 0; step < STEPS; step++) {
            one.step(first);
            other.step(second);
        }
        assertThat(other.trace).isEqualTo(one.trace);
    }

    @Property(tries = 150)
    void restoredExecutorGoesOnAsTheFirst(@ForAll long seed) {
        Wild one = new Wild();
        SplittableRandom random = new SplittableRandom(seed);
        int before = random.nextInt(STEPS);
        for (int step = 0; step < before; step++) {
            one.step(random);
        }
        ExecutorSnapshot snapshot = ((Snapshotting.Taken) one.executor.snapshot()).snapshot();
        Wild other = new Wild(one, snapshot);
        same(((Snapshotting.Taken) other.executor.snapshot()).snapshot(), snapshot);
        SplittableRandom first = new SplittableRandom(seed + 1);
        SplittableRandom second = new SplittableRandom(seed + 1);
        for (int step = 0; step < STEPS; step++) {
            one.step(first);
            other.step(second);
        }
        assertThat(other.trace).isEqualTo(one.trace);
        assertThat(other.executor.figures()).isEqualTo(one.executor.figures());
    }

    private static void same(ExecutorSnapshot other, ExecutorSnapshot one) {
        assertThat(other.ops()).isEqualTo(one.ops());
        assertThat(other.tenants()).isEqualTo(one.tenants());
        assertThat(other.times()).isEqualTo(one.times());
        assertThat(other.events()).isEqualTo(one.events());
        assertThat(other).isEqualTo(one);
    }

    private static void bounds(Wild world) {
        ExecutorFigures figures = world.executor.figures();
        assertThat(figures.queued()).isBetween(0L, Wild.OPTIONS.queue() + 2L * Wild.PERMITS * Wild.TENANTS);
        assertThat(figures.parked()).isBetween(0L, (long) Wild.OPTIONS.parked());
        assertThat(figures.timers()).isBetween(0L, (long) Wild.OPTIONS.timers());
        assertThat(figures.openCommands())
                .isBetween(0L, (long) Wild.OPTIONS.completions().open());
        assertThat(figures.inFlightBytes())
                .isBetween(0L, Wild.OPTIONS.completions().inFlightBytes());
    }

    /** Time alone ends everything. */
    private static void drain(Wild world) {
        for (int turn = 0; turn < 10_000 && !world.executor.isIdle(); turn++) {
            if (world.executor.poll() == 0) {
                long next = world.executor.nextDeadlineNanos();
                assertThat(next).as("something lives and waits for no time").isLessThan(Long.MAX_VALUE);
                world.now = Math.max(world.now, next);
            }
        }
        assertThat(world.executor.isIdle()).isTrue();
    }
}
