package dev.coresident.api.tenant;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedMap;
import dev.coresident.api.internal.fuel.FuelMeter;
import dev.coresident.api.internal.fuel.Metering;
import dev.coresident.api.internal.pump.TenantHost;
import dev.coresident.api.internal.pump.TenantQueue;
import dev.coresident.api.internal.pump.TenantState;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.ledger.LedgerOptions;
import dev.coresident.spi.layout.OpcodeSpace;
import dev.coresident.spi.layout.TenantWord;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Who is registered. Registration takes a lock; everything else is a read. Any thread.
 *
 * <p>An id is recycled only when all that its last tenant published has ended and nothing more can come, and then with the next
 * generation, so that a slot or a handle of the old one is recognised. Fresh ids are given out first, ascending, then recycled ones in
 * the order they were given back.
 */
public final class TenantRegistry {
    private final RegistryOptions options;
    private final @Nullable TenantHost host;
    private final Metering metering;
    private final AtomicReferenceArray<@Nullable Tenant> active;
    private final int[] generations;
    private final ReentrantLock lock = new ReentrantLock();
    private final ArrayDeque<TenantState> draining = new ArrayDeque<>();
    private final ArrayDeque<Integer> recycled = new ArrayDeque<>();
    private volatile int drainingCount;
    private int fresh = 1;
    private long refusedRegistrations;
    private boolean closed;

    private TenantRegistry(RegistryOptions options, @Nullable TenantHost host, Metering metering) {
        this.options = options;
        this.host = host;
        this.metering = metering;
        this.active = new AtomicReferenceArray<>(options.tenants() + 1);
        this.generations = new int[options.tenants() + 1];
    }

    /** A registry without a kernel: its tenants publish into rings that callers manage. */
    public static TenantRegistry create(RegistryOptions options) {
        return create(options, KernelTime.system());
    }

    /** The same by a clock of the caller's, by which the windows of budgets turn. */
    public static TenantRegistry create(RegistryOptions options, KernelTime time) {
        return new TenantRegistry(options, null, Metering.alone(time));
    }

    /** The registry of a resident kernel, which alone can make one. */
    @SuppressWarnings("exports") // the kernel is in this module; nobody else can name a host
    public static TenantRegistry attached(RegistryOptions options, TenantHost host) {
        return new TenantRegistry(options, host, host.metering());
    }

    /** Registers with the default policy. */
    public Registration register(String label) {
        return register(label, options.policy());
    }

    /**
     * Registers with a backlog cap.
     *
     * @param backlogCap the most outstanding submissions; 0 means 1
     */
    public Registration register(String label, int backlogCap) {
        return register(label, options.policy().withBacklogCap(backlogCap));
    }

    /** Registers with a policy. Labels are for people and need not be unique. */
    public Registration register(String label, TenantPolicy policy) {
        return register(label, policy, null);
    }

    /**
     * Registers below another tenant: what the new one holds and uses counts for the other, too, and for those above that, so that it can
     * never have more than each of them may, with all tenants below it. It has a window, a queue and counters of its own. When a tenant
     * above leaves, those below get no more memory, keep what they hold, and go on drawing on its budgets.
     *
     * @param parent an active tenant of this registry, at most {@link LedgerOptions#MAX_DEPTH} in a line with the new one
     */
    public Registration registerBelow(Tenant parent, String label, TenantPolicy policy) {
        return register(label, policy, parent);
    }

    private Registration register(String label, TenantPolicy policy, @Nullable Tenant parent) {
        lock.lock();
        try {
            if (closed) {
                refusedRegistrations++;
                return new Registration.Refused(Refusal.CLOSED.rule() + ": " + Refusal.CLOSED.wayOut());
            }
            recycleDrained();
            String misplaced = parent == null ? null : refusalBelow(parent);
            if (misplaced != null) {
                refusedRegistrations++;
                return new Registration.Refused(misplaced);
            }
            int id = fresh <= options.tenants() ? fresh : recycled.isEmpty() ? 0 : recycled.getFirst();
            if (id == 0) {
                refusedRegistrations++;
                return new Registration.Refused(
                        "all %d tenants are registered, %d of them revoked and not yet drained: unregister one, quiesce a revoked one, or open the kernel for more (at most %d)"
                                .formatted(options.tenants(), draining.size(), TenantWord.MAX_ID));
            }
            TenantState state = new TenantState(
                    id,
                    generations[id],
                    label,
                    policy,
                    OpcodeSpace.USER_FIRST + (id - 1) * options.windowSize(),
                    options.windowSize(),
                    host != null);
            TenantState above = parent == null ? null : parent.state();
            TenantQueue queue = state.queue();
            state.meterBy(FuelMeter.of(
                    metering,
                    state.word(),
                    label,
                    state.windowFirst(),
                    policy.fuel(),
                    above == null ? null : above.fuel(),
                    queue == null ? 1 : queue.size()));
            String reason = host == null ? null : host.admit(state, above);
            if (reason != null) {
                refusedRegistrations++;
                return new Registration.Refused(reason);
            }
            if (id == fresh) {
                fresh++;
            } else {
                recycled.removeFirst();
            }
            Tenant tenant = new Tenant(this, state, host);
            active.set(id, tenant);
            return new Registration.Registered(tenant);
        } finally {
            lock.unlock();
        }
    }

    private @Nullable String refusalBelow(Tenant parent) {
        int id = parent.id();
        if (id >= active.length() || active.get(id) != parent) {
            return parent + " is not an active tenant of this registry: register below one that is";
        }
        FuelMeter fuel = parent.state().fuel();
        return fuel != null && fuel.depth() == LedgerOptions.MAX_DEPTH
                ? "%s is at the end of a line of %d tenants: register below one further up"
                        .formatted(parent, LedgerOptions.MAX_DEPTH)
                : null;
    }

    /**
     * Revokes: new submissions are refused at once, nothing of the tenant is claimed after the return that was not claimed before, and
     * what is still queued or published ends in a fault. The id is recycled once all of that has ended. For a hard drain quiesce first.
     *
     * @return false if it was unregistered before, is not of this registry, or the kernel is closing and ends it anyway
     */
    public boolean unregister(Tenant tenant) {
        lock.lock();
        try {
            TenantState state = tenant.state();
            boolean over = closed && host != null;
            if (over || tenant.id() >= active.length() || active.get(tenant.id()) != tenant) {
                return false;
            }
            state.shut(Refusal.REVOKED); // a lost device may have shut it first; it goes all the same
            active.set(tenant.id(), null);
            if (host != null) {
                host.revoke(state);
            }
            draining.add(state);
            drainingCount = draining.size();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** True if revoked tenants wait to be recycled. */
    public boolean isDraining() {
        return drainingCount > 0;
    }

    /** Recycles what has drained. The kernel's pump calls this; one volatile read when there is nothing. */
    public void recycle() {
        if (drainingCount > 0 && lock.tryLock()) {
            try {
                recycleDrained();
            } finally {
                lock.unlock();
            }
        }
    }

    private void recycleDrained() {
        for (int waiting = draining.size(); waiting > 0; waiting--) {
            TenantState state = draining.removeFirst();
            if (state.seal()) {
                int id = state.id();
                if (host != null) {
                    host.release(state);
                }
                generations[id] = (generations[id] + 1) % TenantWord.GENERATIONS;
                recycled.add(id);
            } else {
                draining.addLast(state);
            }
        }
        drainingCount = draining.size();
    }

    /** The active tenant of an id. */
    public Optional<Tenant> find(int id) {
        return Optional.ofNullable(id >= 1 && id < active.length() ? active.get(id) : null);
    }

    /** The active tenants, ascending by id. */
    public ImmutableList<Tenant> active() {
        ImmutableList.Builder<Tenant> tenants = ImmutableList.builder();
        for (int id = 1; id < active.length(); id++) {
            Tenant tenant = active.get(id);
            if (tenant != null) {
                tenants.add(tenant);
            }
        }
        return tenants.build();
    }

    /**
     * The active tenants, ascending by id, into an array of the caller's. Allocates nothing.
     *
     * @param into filled from 0 on; what does not fit is left out, the rest stays as it was
     * @return how many are active, which may be more than fit
     */
    public int active(@Nullable Tenant[] into) {
        int count = 0;
        for (int id = 1; id < active.length(); id++) {
            Tenant tenant = active.get(id);
            if (tenant != null) {
                if (count < into.length) {
                    into[count] = tenant;
                }
                count++;
            }
        }
        return count;
    }

    /** The counters of the active tenants, ascending by id. */
    public ImmutableList<TenantCounters> counters() {
        ImmutableList.Builder<TenantCounters> counters = ImmutableList.builder();
        for (Tenant tenant : active()) {
            counters.add(tenant.counters());
        }
        return counters.build();
    }

    /** The counters of the active tenants, ascending by id, into a table of the caller's. Allocates nothing. */
    public void counters(CounterTable into) {
        into.clear();
        for (int id = 1; id < active.length(); id++) {
            Tenant tenant = active.get(id);
            if (tenant != null) {
                into.add(tenant.state());
            }
        }
    }

    /** Refuses every registration from now on. The kernel calls this when it closes. */
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    /** What is queued or in the kernel's ring, by tenant id, revoked tenants that have not drained included; without the zeros. */
    public ImmutableSortedMap<Integer, Long> outstanding() {
        lock.lock();
        try {
            ImmutableSortedMap.Builder<Integer, Long> open = ImmutableSortedMap.naturalOrder();
            for (int id = 1; id < active.length(); id++) {
                Tenant tenant = active.get(id);
                if (tenant != null) {
                    put(open, tenant.state());
                }
            }
            draining.forEach(state -> put(open, state));
            return open.build();
        } finally {
            lock.unlock();
        }
    }

    /** Looks once: what is outstanding at one look may have ended at the next. */
    private static void put(ImmutableSortedMap.Builder<Integer, Long> open, TenantState state) {
        long outstanding = state.queueOutstanding();
        if (outstanding > 0) {
            open.put(state.id(), outstanding);
        }
    }

    /** Registrations refused so far. */
    public long refusedRegistrations() {
        lock.lock();
        try {
            return refusedRegistrations;
        } finally {
            lock.unlock();
        }
    }

    /** The shape. */
    public RegistryOptions options() {
        return options;
    }
}
