package dev.coresident.console.web.sample;

import com.google.common.collect.ImmutableList;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.api.tenant.TenantCounters;
import dev.coresident.console.web.sample.LoggedEvent.Severity;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the kernel at a fixed rate, on one thread of its own. Requests read {@link #last()}: however many there are, the kernel is
 * read once a period. The kernel's hot path pays nothing; a sample of 4,094 tenants costs this thread some hundred microseconds.
 *
 * <p>It also notices who came and who left, as far as they were there at the time of a sample.
 */
public final class Sampler implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Sampler.class.getName());

    /** At a single sample no more than so many comings or goings are told one by one. */
    private static final int TOLD_ONE_BY_ONE = 16;

    /** Of each priority in the picture of the ring. */
    private static final int RING_CELLS = 64;

    private final ResidentKernel kernel;
    private final EventLog events;
    private final long startedMillis = System.currentTimeMillis();
    private final List<Consumer<Sample>> listeners = new CopyOnWriteArrayList<>();
    private final Departures departures = new Departures();
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().name("console-sampler").daemon().factory());
    private Map<TenantFigures.Key, Present> present = new HashMap<>();
    private long number;
    private volatile Sample last;
    private volatile @Nullable ScheduledFuture<?> repetition;

    private record Present(Tenant tenant, TenantFigures figures) {}

    /** Takes the first sample; nothing is repeated before {@link #start}. */
    public Sampler(ResidentKernel kernel, EventLog events) {
        this.kernel = kernel;
        this.events = events;
        this.last = take();
    }

    /** Calls somebody with every sample from now on, on the sampler's thread. */
    public void listen(Consumer<Sample> listener) {
        listeners.add(listener);
    }

    /** From now on there is a sample every period. */
    public void start(Duration period) {
        repetition = thread.scheduleAtFixedRate(this::sample, period.toNanos(), period.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** The last sample. Any thread. */
    public Sample last() {
        return last;
    }

    private void sample() {
        try {
            Sample sample = take();
            last = sample;
            listeners.forEach(listener -> listener.accept(sample));
        } catch (RuntimeException e) {
            // The next period has another chance; an exception would end them all.
            LOG.log(Level.WARNING, "a sample failed", e);
        }
    }

    private Sample take() {
        long now = System.currentTimeMillis();
        List<Tenant> active = kernel.tenants().active();
        Map<TenantFigures.Key, Present> next = HashMap.newHashMap(active.size());
        ImmutableList.Builder<TenantFigures> rows = ImmutableList.builder();
        Totals totals = Totals.NONE;
        int came = 0;
        for (Tenant tenant : active) {
            TenantFigures row = row(tenant);
            rows.add(row);
            totals = totals.plus(row);
            next.put(row.key(), new Present(tenant, row));
            if (present.remove(row.key()) == null && ++came <= TOLD_ONE_BY_ONE) {
                events.add("tenant-registered", Severity.INFO, tenant + " registered");
            }
        }
        tellMore("tenant-registered", "registered", came);
        leave();
        present = next;
        for (TenantFigures row : departures.rows()) {
            rows.add(row);
            totals = totals.plus(row);
        }
        return new Sample(
                ++number,
                now,
                now - startedMillis,
                kernel.snapshot(),
                kernel.lookAtRing(RING_CELLS),
                kernel.options().geometry().partitions(),
                rows.build(),
                sum(totals, departures.folded()));
    }

    private TenantFigures row(Tenant tenant) {
        TenantCounters counters = tenant.counters();
        Stage stage = tenant.isSuspended() ? Stage.SUSPENDED : Stage.ACTIVE;
        Present before = present.get(new TenantFigures.Key(tenant.id(), tenant.generation()));
        return before != null
                        && before.figures().stage() == stage
                        && before.figures().counters().equals(counters)
                ? before.figures()
                : new TenantFigures(counters, tenant.policy(), tenant.window(), stage, tenant.serviceTimes());
    }

    /** Whoever was there at the last sample and is not any more. */
    private void leave() {
        int left = 0;
        for (Present gone : present.values()) {
            departures.add(gone.tenant(), gone.figures());
            if (++left <= TOLD_ONE_BY_ONE) {
                events.add("tenant-left", Severity.INFO, gone.tenant() + " left");
            }
        }
        tellMore("tenant-left", "left", left);
    }

    private void tellMore(String kind, String what, int count) {
        if (count > TOLD_ONE_BY_ONE) {
            events.add(kind, Severity.INFO, count - TOLD_ONE_BY_ONE + " more tenants " + what);
        }
    }

    private static Totals sum(Totals a, Totals b) {
        return new Totals(
                a.published() + b.published(),
                a.done() + b.done(),
                a.faulted() + b.faulted(),
                a.outstanding() + b.outstanding(),
                a.refused() + b.refused());
    }

    /** Ends the thread; the last sample stays. */
    @Override
    public void close() {
        ScheduledFuture<?> running = repetition;
        if (running != null) {
            running.cancel(true);
        }
        thread.shutdownNow();
    }
}
