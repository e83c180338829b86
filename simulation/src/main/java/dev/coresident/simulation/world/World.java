package dev.coresident.simulation.world;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.event.KernelEvent;
import dev.coresident.api.policy.RecoveryPolicy;
import dev.coresident.api.tenant.Registration;
import dev.coresident.backend.sim.Schedule;
import dev.coresident.simulation.model.Book;
import dev.coresident.simulation.model.BufferModel;
import dev.coresident.simulation.model.TenantModel;
import dev.coresident.simulation.scenario.Rule;
import dev.coresident.simulation.scenario.Scenario;
import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.Health;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the moves of one run have in common: kernel, device, clock, model, and the randomness of the present move. */
final class World {
    /** Steps that a device takes while somebody waits for it. */
    private static final int STEPS_WHILE_WAITING = 8;
    /** How far the clock moves at each poll of a kernel that recovers: its pauses and limits are some of these. */
    static final long POLL_NANOS = 100_000;

    final Scenario scenario;
    final Setting setting;
    final Book book;
    final Entropy entropy;
    final Devices devices;
    final SimTime time;
    final ResidentKernel kernel;
    final Checks checks;
    /** Buffers of everybody, the latest ones; closed ones among them, to be named all the same. */
    final List<BufferModel> buffers = new ArrayList<>();
    /** Tenants that are registered, in order of registration. */
    final List<TenantModel> active = new ArrayList<>();

    private final Set<Integer> words = new HashSet<>();
    private final Entropy steps;
    private long hash;
    private int paused;
    private int registered;
    private int submitting;
    private boolean closed;
    private boolean losingReplacement;

    World(Scenario scenario, BackendProvider provider) throws DeviceException {
        this(scenario, provider, new Entropy(scenario.seed()), new Entropy(0));
    }

    private World(Scenario scenario, BackendProvider provider, Entropy entropy, Entropy steps) throws DeviceException {
        this(scenario, provider, Setting.of(entropy), new Steps(steps, scenario), entropy, steps);
    }

    /** A world whose device follows a schedule of its own. */
    World(Scenario scenario, BackendProvider provider, Setting setting, Schedule schedule) throws DeviceException {
        this(scenario, provider, setting, schedule, new Entropy(scenario.seed()), new Entropy(0));
    }

    private World(
            Scenario scenario,
            BackendProvider provider,
            Setting setting,
            Schedule schedule,
            Entropy entropy,
            Entropy steps)
            throws DeviceException {
        this.scenario = scenario;
        this.entropy = entropy;
        this.steps = steps;
        this.setting = setting;
        this.time = new SimTime(() -> step(STEPS_WHILE_WAITING));
        this.book = new Book(setting.options().recovery(), time::nanoTime);
        this.devices = new Devices(provider, book, schedule, time);
        this.kernel = ResidentKernel.driven(setting.options().withListener(this::happened), devices, time);
        this.checks = new Checks(this);
    }

    /** What the move of a number does is decided from here on. */
    void begin(int move) {
        book.begin(move);
        entropy.begin(scenario.seed(), 2L * move);
        steps.begin(scenario.seed(), 2L * move + 1);
    }

    KernelOptions options() {
        return setting.options();
    }

    /** Something happened that two equal runs must have in common. */
    void note(long what) {
        hash = Entropy.mixed(hash + 0x9E37_79B9_7F4A_7C15L ^ what);
    }

    long hash() {
        return hash;
    }

    /** Lets the device take steps, each looked at, and time pass that it has no use for. Gives how many it took. */
    int step(int most) {
        if (devices.isLost() || closed) {
            return 0;
        }
        checks.lookAtSilent();
        devices.ring().look();
        int taken = 0;
        while (setting.resident() && taken < most && devices.control().step(1) > 0) {
            taken++;
            book.tick();
            devices.ring().lookAfterStep();
            devices.ring().compareCounts();
            devices.levels().look();
        }
        if (taken < most) {
            devices.control().advance(most - taken); // whoever stalls is waited for
        }
        return taken;
    }

    /** Runs a cycle of the pump, unless it is paused. */
    void poll() {
        if (paused > 0) {
            paused--;
            return;
        }
        checks.beforeHost();
        if (setting.recovers()) {
            time.advance(POLL_NANOS);
        }
        note(kernel.poll());
        checks.afterHost();
        checks.everything();
    }

    /** The device is lost, now; what was told before was told of it. */
    void lose(String reason) {
        checks.lookAtSilent();
        devices.ring().look();
        devices.lose(reason);
    }

    /** The next device is lost as soon as the kernel tells that it runs. */
    void loseReplacement() {
        losingReplacement = true;
    }

    /** Told by the kernel, amid a call. */
    @SuppressWarnings("CatchingUnchecked") // the kernel would swallow it, and the run would look fine
    private void happened(KernelEvent event) {
        try {
            note(event.getClass().getSimpleName().hashCode());
            checks.lookAtSilent();
            if (event instanceof KernelEvent.DeviceLost) {
                deviceLost();
            } else if (!devices.isLost()) {
                devices.ring().look();
            }
            book.comeback().told(event);
            if (event instanceof KernelEvent.DeviceReplaced && losingReplacement) {
                losingReplacement = false;
                devices.lose("lost as soon as it ran");
            }
        } catch (RuntimeException | AssertionError thrown) {
            book.violate(Rule.NO_SURPRISE, "the look at " + event + " failed: " + thrown);
        }
    }

    /** Either it was lost before, and the cycle that did not know it went on writing; or the kernel gave it up. */
    private void deviceLost() {
        if (devices.isLost()) {
            devices.ring().lookAtWritten();
        } else {
            judgeGivenUp();
            devices.ring().look();
        }
        devices.giveUp();
        book.lost();
    }

    /** Nobody took the device away: the kernel may give it up only because of a limit, by which time it was there for as long. */
    private void judgeGivenUp() {
        if (devices.device().health() instanceof Health.Lost(DeviceException cause)) {
            book.violate(Rule.NO_SURPRISE, "the device broke: " + cause.getMessage());
        }
        RecoveryPolicy policy = options().recovery();
        long least =
                Math.min(2 * policy.slotLimit().toNanos(), policy.stallLimit().toNanos());
        if (!setting.recovers() || time.nanoTime() - devices.openedAt() < least) {
            book.violate(
                    Rule.LIVENESS,
                    "the kernel gave its device up after %d ns, and its limits are %s and %s"
                            .formatted(time.nanoTime() - devices.openedAt(), policy.slotLimit(), policy.stallLimit()));
        }
    }

    /** So many submissions are being made in one call. */
    void submitting(int count) {
        submitting = count;
    }

    int submitting() {
        return submitting;
    }

    /** For so many polls nothing is polled. */
    void pausePump(int polls) {
        paused = polls;
    }

    /** Nothing stands in the way any more. */
    void resume() {
        paused = 0;
        losingReplacement = false;
        devices.permit();
    }

    /** An active tenant, registered now if there is none; null if none can be. */
    @Nullable
    TenantModel anyTenant() {
        if (active.isEmpty()) {
            register();
        }
        return active.isEmpty() ? null : active.get(entropy.below(active.size()));
    }

    /** Registers a tenant with a policy of its own. */
    void register() {
        checks.beforeHost();
        registerUnchecked();
        checks.afterHost();
    }

    private void registerUnchecked() {
        var policy = Policies.choose(entropy, options().geometry());
        switch (kernel.tenants().register("t" + registered++, policy)) {
            case Registration.Registered(var tenant) -> {
                TenantModel model = book.registered(tenant, policy);
                active.add(model);
                for (TenantModel other : book.tenants()) {
                    if (other != model && other.tenant().id() == tenant.id() && other.isCondemned()) {
                        book.violate(
                                Rule.REVOCATION,
                                tenant + " has the id of " + other + ", of whom a slot expired and may still run");
                    }
                }
                if (!words.add(tenant.word())) {
                    book.violate(Rule.REVOCATION, tenant + " has id and generation of a tenant before it");
                }
                note(tenant.word());
                if (closed) {
                    book.violate(Rule.REFUSAL, "a closed kernel registered " + tenant);
                }
            }
            case Registration.Refused(String reason) -> {
                note(-1);
                boolean full = book.tenants().stream()
                                .filter(tenant -> !tenant.isGone() || tenant.isHeld())
                                .count()
                        >= options().geometry().tenants();
                if (!full && !closed && !book.isOver()) {
                    book.violate(Rule.COUNTING, "a registration was refused and nothing explains it: " + reason);
                }
            }
        }
    }

    /** What shared buffers are charged. */
    long sharedBytes() {
        long bytes = 0;
        for (BufferModel buffer : buffers) {
            bytes += buffer.owner() == null && buffer.isOpen() ? buffer.charged() : 0;
        }
        return bytes;
    }

    /** True once the kernel is closed. */
    boolean isClosed() {
        return closed;
    }

    void closed() {
        closed = true;
    }
}
