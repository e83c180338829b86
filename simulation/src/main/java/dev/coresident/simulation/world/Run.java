package dev.coresident.simulation.world;

import dev.coresident.api.ResidentKernel;
import dev.coresident.simulation.model.TenantModel;
import dev.coresident.simulation.scenario.MoveSet;
import dev.coresident.simulation.scenario.Rule;
import dev.coresident.simulation.scenario.Scenario;
import dev.coresident.simulation.scenario.Verdict;
import dev.coresident.simulation.scenario.Violation;
import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.DeviceException;
import java.time.Duration;
import java.util.List;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** One scenario from the opening of the kernel to its close. */
public final class Run {
    /** A submission ends within so many polls once nothing stands in the way, each followed by {@link #SETTLING_STEPS} steps. */
    static final int SETTLING_POLLS = 400;

    static final int SETTLING_STEPS = 16;

    private final World world;
    private final Work work;
    private final Memory memory;
    private final Tenancy tenancy;
    private final Injection injection;
    private final BiConsumer<Integer, String> story;
    private int made;
    private int faults;

    Run(World world, BiConsumer<Integer, String> story) {
        this.world = world;
        this.work = new Work(world);
        this.memory = new Memory(world);
        this.tenancy = new Tenancy(world);
        this.injection = new Injection(world);
        this.story = story;
    }

    /** Runs a scenario on the devices of a provider, which must be the simulator. */
    public static Verdict of(Scenario scenario, BackendProvider provider) {
        return of(scenario, provider, (move, what) -> {});
    }

    /**
     * The same, and tells each move.
     *
     * @param story receives the number of each move and what it is, before it is made
     */
    public static Verdict of(Scenario scenario, BackendProvider provider, BiConsumer<Integer, String> story) {
        World world;
        try {
            world = new World(scenario, provider);
        } catch (DeviceException e) {
            throw new IllegalStateException("the simulator refused to open a device: " + e.getMessage(), e);
        }
        return new Run(world, story).run();
    }

    @SuppressWarnings("CatchingUnchecked") // whatever the product throws is a finding, to be replayed as any other
    private Verdict run() {
        try {
            makeMoves();
            settle();
        } catch (RuntimeException | AssertionError | StackOverflowError thrown) {
            world.book.violate(Rule.NO_SURPRISE, describe(thrown));
        }
        abandon();
        return verdict();
    }

    static String describe(Throwable thrown) {
        StackTraceElement[] trace = thrown.getStackTrace();
        return thrown + (trace.length == 0 ? "" : ", at " + trace[0]);
    }

    private void makeMoves() {
        MoveSet moves = world.scenario.moves();
        for (int number = moves.next(0); number >= 0 && !isOver(); number = moves.next(number + 1)) {
            world.begin(number);
            int choice = world.entropy.below(Move.total());
            List<String> script = world.scenario.script();
            Move move = script.isEmpty() ? Move.of(choice, world.scenario.faults()) : Move.of(script.get(number));
            story.accept(number, move.label());
            world.note(choice);
            make(move);
            made++;
            faults += move.isFault() ? 1 : 0;
        }
    }

    private boolean isOver() {
        return world.book.violation() != null;
    }

    void make(Move move) {
        switch (move) {
            case STEP -> world.note(world.step(1 + world.entropy.below(6)));
            case POLL -> world.poll();
            case SUBMIT -> work.submit();
            case BATCH -> work.batch();
            case REGISTER -> tenancy.register();
            case ALLOCATE -> memory.allocate();
            case WRITE -> memory.write();
            case CLOSE_BUFFER -> memory.close();
            case BIND -> tenancy.bind();
            case HOSTILE -> work.hostile();
            case QUIESCE -> tenancy.quiesce();
            case SNAPSHOT -> {
                tenancy.snapshot();
                memory.compare();
            }
            case FLOOD -> work.flood();
            case UNREGISTER -> tenancy.unregister();
            case SHUT_DOWN -> tenancy.close(injection.closeLimit());
            case FILL_RING -> work.fill();
            case FILL_HEAP -> memory.fill();
            case PAUSE_PUMP -> injection.pausePump();
            case JUMP_CLOCK -> injection.jumpClock();
            case STALL -> injection.stall();
            case KILL -> injection.kill();
            case LOSE -> injection.lose();
            case RESET_IN_DRAIN -> injection.loseInDrain();
            case CORRUPT_STATUS -> injection.corruptStatus();
            case CORRUPT_TENANT -> injection.corruptTenant();
            case DUPLICATE -> injection.duplicate();
            case DELAY -> injection.delay();
        }
    }

    /** No more faults: everything ends, everybody goes, everything is given back. */
    void settle() {
        world.begin(MoveSet.MOST);
        world.resume();
        if (!world.isClosed() && !isOver()) {
            drain();
            memory.compare();
            if (!isOver() && !world.devices.isLost() && !world.book.isCrippled()) {
                world.checks.everything();
                world.devices.ring().compareFinalCounts();
            }
            for (TenantModel tenant : List.copyOf(world.active)) {
                tenancy.unregister(tenant);
            }
            leave();
        }
        if (!world.isClosed() && !isOver()) {
            tenancy.close(ResidentKernel.CLOSE_LIMIT);
        }
    }

    private void drain() {
        for (int poll = 0; !isOver(); poll++) {
            long outstanding = outstanding();
            if (outstanding == 0) {
                return;
            }
            if (poll > SETTLING_POLLS && world.book.isCrippled() && !world.setting.recovers()) {
                return; // what a dead worker holds ends with the kernel
            }
            if (poll > SETTLING_POLLS) {
                world.book.violate(
                        Rule.LIVENESS,
                        "%d submissions have not ended after %d polls and %d steps of the device; the oldest is %s"
                                .formatted(outstanding, poll, (long) poll * SETTLING_STEPS, oldest()));
                return;
            }
            world.poll();
            world.step(SETTLING_STEPS);
            world.time.advance(100_000);
        }
    }

    private long outstanding() {
        long outstanding = 0;
        for (TenantModel tenant : world.book.tenants()) {
            outstanding += tenant.outstanding();
        }
        return outstanding;
    }

    private @Nullable Object oldest() {
        return world.book.tenants().stream()
                .flatMap(tenant -> tenant.live().stream())
                .findFirst()
                .orElse(null);
    }

    private boolean isAnythingHeld() {
        return world.kernel.ledger().currentBytes() != world.sharedBytes();
    }

    /** Everybody was unregistered: what tenants held comes back. */
    private void leave() {
        for (int poll = 0; poll < 4 && !isOver(); poll++) {
            world.poll();
        }
        // Slots that expired hold what they may touch until they end or their device is replaced.
        for (int poll = 0; poll < SETTLING_POLLS && isAnythingHeld() && world.setting.recovers() && !isOver(); poll++) {
            world.step(SETTLING_STEPS);
            world.poll();
        }
        long held = world.kernel.ledger().currentBytes() - world.sharedBytes();
        if (held != 0 && !isOver() && (!world.book.isCrippled() || world.setting.recovers())) {
            world.book.violate(Rule.LEDGER, held + " bytes are charged to tenants, and there are none");
        }
    }

    /** Whatever happened, nothing stays open. */
    @SuppressWarnings({"CatchingUnchecked", "EmptyCatch"}) // the first finding counts, not what follows from it
    void abandon() {
        if (!world.isClosed()) {
            try {
                world.closed();
                world.book.closing();
                world.devices.retire();
                world.kernel.close(Duration.ZERO);
            } catch (RuntimeException | AssertionError ignored) {
                // the kernel is broken, as was found
            }
        }
    }

    Verdict verdict() {
        world.note(world.devices.traces());
        world.note(world.time.nanoTime());
        Violation violation = world.book.violation();
        return new Verdict(
                world.scenario, world.hash(), made, world.devices.steps(), world.book.submissions(), faults, violation);
    }
}
