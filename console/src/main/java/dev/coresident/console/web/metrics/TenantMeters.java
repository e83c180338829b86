package dev.coresident.console.web.metrics;

import dev.coresident.api.tenant.TenantCounters;
import dev.coresident.console.web.sample.Stage;
import dev.coresident.console.web.sample.TenantFigures;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Counters by tenant, with a bounded number of labels: so many tenants have one of their own, the rest count together as
 * {@value #OTHER}. A place that falls free goes to the busiest of the rest. What was counted under a label stays there, so no counter
 * ever falls. The sampler's thread.
 */
final class TenantMeters {
    static final String OTHER = "other";

    private final MeterRegistry registry;
    private final int places;
    private final Map<TenantFigures.Key, Group> own = new HashMap<>();
    private final Map<TenantFigures.Key, TenantFigures> before = new HashMap<>();
    private final Group other;
    private List<TenantFigures> rows = List.of();

    private final class Group {
        private final AtomicLong outstanding = new AtomicLong();
        private final Counter published;
        private final Counter done;
        private final Counter faulted;
        private final Counter refused;
        private final Gauge waiting;

        Group(Tags tags) {
            published = counter("coresident.tenant.published", "Submissions accepted", tags);
            done = counter("coresident.tenant.done", "Submissions that ended well", tags);
            faulted = counter("coresident.tenant.faulted", "Submissions that ended in a fault", tags);
            refused = counter("coresident.tenant.refused", "Submissions refused", tags);
            waiting = Gauge.builder("coresident.tenant.outstanding", outstanding, AtomicLong::doubleValue)
                    .description("Submissions that have not ended")
                    .baseUnit("slots")
                    .tags(tags)
                    .register(registry);
        }

        private Counter counter(String name, String description, Tags tags) {
            return Counter.builder(name)
                    .description(description)
                    .baseUnit("slots")
                    .tags(tags)
                    .register(registry);
        }

        void add(TenantFigures now, @Nullable TenantFigures last) {
            published.increment(risen(now, last, TenantCounters::published));
            done.increment(risen(now, last, TenantCounters::done));
            faulted.increment(risen(now, last, TenantCounters::faulted));
            refused.increment(risen(now, last, TenantCounters::refusals));
        }

        void remove() {
            List.of(published, done, faulted, refused, waiting).forEach(registry::remove);
        }
    }

    private static double risen(
            TenantFigures now, @Nullable TenantFigures last, ToLongFunction<TenantCounters> counter) {
        long before = last == null ? 0 : counter.applyAsLong(last.counters());
        return (double) (counter.applyAsLong(now.counters()) - before);
    }

    TenantMeters(MeterRegistry registry, int places) {
        this.registry = registry;
        this.places = places;
        this.other = new Group(Tags.of("tenant", OTHER, "id", OTHER));
    }

    void update(List<TenantFigures> tenants) {
        if (isSameRows(tenants)) {
            changed(tenants);
        } else {
            all(tenants);
        }
        rows = tenants;
    }

    /** True if nobody came, left or went on to another stage since the last time. */
    @SuppressWarnings("ReferenceEquality") // a row that did not change is the same object
    private boolean isSameRows(List<TenantFigures> tenants) {
        boolean same = tenants.size() == rows.size();
        for (int i = 0; same && i < tenants.size(); i++) {
            TenantFigures now = tenants.get(i);
            TenantFigures last = rows.get(i);
            same = now == last || (now.stage() == last.stage() && now.key().equals(last.key()));
        }
        return same;
    }

    /** Looks only at rows that changed: with thousands of tenants most did not. */
    @SuppressWarnings("ReferenceEquality") // as above
    private void changed(List<TenantFigures> tenants) {
        for (int i = 0; i < tenants.size(); i++) {
            TenantFigures now = tenants.get(i);
            TenantFigures last = rows.get(i);
            if (now != last) {
                TenantFigures.Key key = now.key();
                Group group = own.getOrDefault(key, other);
                before.put(key, now);
                group.add(now, last);
                group.outstanding.addAndGet(
                        now.counters().outstanding() - last.counters().outstanding());
            }
        }
    }

    private void all(List<TenantFigures> tenants) {
        give(tenants);
        long waitingElsewhere = 0;
        Set<TenantFigures.Key> seen = HashSet.newHashSet(tenants.size());
        for (TenantFigures tenant : tenants) {
            TenantFigures.Key key = tenant.key();
            seen.add(key);
            Group group = own.getOrDefault(key, other);
            TenantFigures last = before.put(key, tenant);
            if (!tenant.equals(last)) {
                group.add(tenant, last);
            }
            if (group == other) {
                waitingElsewhere += tenant.counters().outstanding();
            } else {
                group.outstanding.set(tenant.counters().outstanding());
            }
        }
        other.outstanding.set(waitingElsewhere);
        before.keySet().retainAll(seen);
    }

    /** Takes the places of those who left and gives them to the busiest of the others. */
    private void give(List<TenantFigures> tenants) {
        Set<TenantFigures.Key> active = new HashSet<>();
        List<TenantFigures> without = new ArrayList<>();
        for (TenantFigures tenant : tenants) {
            if (tenant.stage() != Stage.LEFT) {
                active.add(tenant.key());
                if (!own.containsKey(tenant.key())) {
                    without.add(tenant);
                }
            }
        }
        own.entrySet().removeIf(entry -> {
            boolean left = !active.contains(entry.getKey());
            if (left) {
                entry.getValue().remove();
            }
            return left;
        });
        int free = places - own.size();
        if (free > 0 && !without.isEmpty()) {
            without.sort(Comparator.comparingLong(
                            (TenantFigures tenant) -> tenant.counters().published())
                    .reversed());
            for (TenantFigures tenant : without.subList(0, Math.min(free, without.size()))) {
                own.put(
                        tenant.key(),
                        new Group(Tags.of(
                                "tenant",
                                tenant.counters().label(),
                                "id",
                                tenant.key().id() + "." + tenant.key().generation())));
            }
        }
    }
}
