package dev.coresident.simulation.world;

import dev.coresident.backend.sim.ExhaustiveSchedule;
import dev.coresident.simulation.model.TenantModel;
import dev.coresident.simulation.scenario.Rule;
import dev.coresident.simulation.scenario.Scenario;
import dev.coresident.simulation.scenario.Verdict;
import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.DeviceException;
import java.util.HashSet;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Every order in which the moves of a script and the steps of two workers can follow one another, by running the script again and
 * again; where a state comes round that was seen before, what follows is not tried again.
 *
 * <p>A state is what the device and its workers hold, how far the script is, and what the host was told so far. What else the host knows
 * follows from these for scripts without faults.
 */
public final class Exploration {
    private final Scenario scenario;
    private final BackendProvider provider;
    private final String memory;
    private final ExhaustiveSchedule every = new ExhaustiveSchedule();
    private final Set<Long> states = new HashSet<>();
    private @Nullable Verdict violated;

    /**
     * An exploration that has not begun.
     *
     * @param scenario its script is what the host does
     * @param provider gives the simulator's devices
     * @param memory coherent or weak
     */
    public Exploration(Scenario scenario, BackendProvider provider, String memory) {
        this.scenario = scenario;
        this.provider = provider;
        this.memory = memory;
    }

    /**
     * Explores until all was seen, a rule is violated, or somebody says stop.
     *
     * @param goesOn asked before each run
     * @return true if all was seen
     */
    public boolean run(BooleanSupplier goesOn) {
        boolean more = true;
        while (more && violated == null && goesOn.getAsBoolean()) {
            once();
            more = every.next();
        }
        return !more;
    }

    /** States seen. */
    public long states() {
        return states.size();
    }

    /** Runs made. */
    public long runs() {
        return every.runs();
    }

    /** The run that violated a rule, or null. */
    public @Nullable Verdict violated() {
        return violated;
    }

    @SuppressWarnings("CatchingUnchecked") // as in Run
    private void once() {
        World world;
        try {
            world = new World(scenario, provider, Setting.smallest(memory), every);
        } catch (DeviceException e) {
            throw new IllegalStateException("the simulator refused to open a device: " + e.getMessage(), e);
        }
        Run run = new Run(world, (move, what) -> {});
        try {
            if (interleave(world, run) && drain(world)) {
                every.cut(); // nothing is left to be decided
                run.settle();
            }
        } catch (RuntimeException | AssertionError thrown) {
            world.book.violate(Rule.NO_SURPRISE, Run.describe(thrown));
        }
        run.abandon();
        if (world.book.violation() != null) {
            violated = run.verdict();
        }
    }

    /** False if the run came to a state that was seen before. */
    private boolean interleave(World world, Run run) {
        int next = 0;
        while (next < scenario.script().size() && world.book.violation() == null) {
            if (every.choose(2) == 0) {
                world.begin(next);
                run.make(Move.of(scenario.script().get(next++)));
            } else {
                world.step(1);
            }
            if (isKnown(world, next)) {
                return false;
            }
        }
        return true;
    }

    /** The script is at its end: the device goes on until nothing is outstanding. */
    private boolean drain(World world) {
        int next = scenario.script().size();
        for (int poll = 0; poll < Run.SETTLING_POLLS && world.book.violation() == null; poll++) {
            while (world.step(1) > 0) {
                if (isKnown(world, next)) {
                    return false;
                }
            }
            if (world.book.tenants().stream().allMatch(tenant -> tenant.outstanding() == 0)) {
                return true;
            }
            world.poll();
        }
        return true;
    }

    private boolean isKnown(World world, int next) {
        boolean known = !every.isRepeating() && !states.add(state(world, next));
        if (known) {
            every.cut();
        }
        return known;
    }

    private static long state(World world, int next) {
        long state = Entropy.mixed(world.devices.control().stateHash() + next);
        for (TenantModel tenant : world.book.tenants()) {
            state = Entropy.mixed(state ^ (tenant.done() << 32 | tenant.faulted() << 16 | tenant.accepted()));
        }
        return state;
    }
}
