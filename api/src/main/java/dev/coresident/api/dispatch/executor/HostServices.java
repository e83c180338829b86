package dev.coresident.api.dispatch.executor;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.coresident.api.dispatch.Key;
import dev.coresident.api.dispatch.OpHandler;
import dev.coresident.api.dispatch.facet.Facet;
import dev.coresident.api.dispatch.facet.OpLedger;
import dev.coresident.api.dispatch.facet.TenantBuffers;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an executor runs with: handlers by service number, components by name, the tenants' device memory, and who the tenants are.
 * Immutable; several executors may share one.
 */
public final class HostServices {
    /** The largest service number. */
    public static final int MAX_SERVICE = 4_095;

    private final ImmutableMap<String, Binding> table;
    private final @Nullable Binding[] services;
    private final TenantBuffers buffers;
    private final OpLedger.Source charges;
    private final TenantSource tenants;
    private final boolean sourcesAreTickets;

    private HostServices(HostServices of, TenantBuffers buffers, OpLedger.Source charges, TenantSource tenants) {
        this.table = of.table;
        this.services = of.services;
        this.buffers = buffers;
        this.charges = charges;
        this.tenants = tenants;
        this.sourcesAreTickets = true;
    }

    private HostServices(Builder builder) {
        ImmutableMap.Builder<String, Binding> all = ImmutableMap.builder();
        builder.table.forEach((name, binding) -> all.put(name, builder.limited(binding)));
        table = all.buildOrThrow();
        int most = builder.services.keySet().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(-1);
        services = new Binding[most + 1];
        builder.services.forEach((service, name) -> services[service] = table.get(name));
        buffers = builder.buffers;
        charges = builder.charges;
        tenants = builder.tenants;
        sourcesAreTickets = false;
    }

    /** Nothing yet. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The same handlers and components for a kernel: with its memory, accounts and tenants, and with sources that are tickets, no two of
     * a tenant's alike.
     */
    public HostServices with(TenantBuffers memory, OpLedger.Source accounts, TenantSource source) {
        return new HostServices(this, memory, accounts, source);
    }

    /** True if sources name ops, each of a tenant another. */
    boolean sourcesAreTickets() {
        return sourcesAreTickets;
    }

    /** What these services say of a tenant. */
    public TenantProfile profile(int tenantWord) {
        return tenants.profile(tenantWord);
    }

    @Nullable
    Binding service(int number) {
        return number >= 0 && number < services.length ? services[number] : null;
    }

    /** One more than the largest number that a handler has. */
    int serviceCount() {
        return services.length;
    }

    ImmutableMap<String, Binding> table() {
        return table;
    }

    ImmutableList<Binding> bindings() {
        return table.values().asList();
    }

    TenantBuffers buffers() {
        return buffers;
    }

    OpLedger.Source charges() {
        return charges;
    }

    TenantSource tenants() {
        return tenants;
    }

    /** Collects. One thread's. */
    public static final class Builder {
        private final Map<String, Binding> table = new LinkedHashMap<>();
        private final Map<Integer, String> services = new LinkedHashMap<>();
        private final Map<String, ImmutableSet<Facet>> limits = new LinkedHashMap<>();
        private TenantBuffers buffers = TenantBuffers.none();
        private OpLedger.Source charges = _ -> OpLedger.Charges.UNKNOWN;
        private TenantSource tenants = _ -> TenantProfile.defaults();

        private Builder() {}

        /** Binds a component. */
        public <T> Builder component(Key<T> key, T value) {
            Binding _ = bind(key, value);
            return this;
        }

        /**
         * Binds a handler as a component, which other handlers may call, and as the one of a service.
         *
         * @param service 0 to {@link #MAX_SERVICE}
         * @param declared the components that it may look up; one that nobody binds is a value when it is looked up, not an error here
         */
        public <H extends OpHandler> Builder handler(int service, Key<H> key, H handler, Key<?>... declared) {
            if (service < 0 || service > MAX_SERVICE) {
                throw new IllegalArgumentException(
                        "a service number is from 0 to " + MAX_SERVICE + ", got " + service + ": use a smaller one");
            }
            if (services.containsKey(service)) {
                throw new IllegalArgumentException("service " + service + " has the handler \"" + services.get(service)
                        + "\" already: use another number");
            }
            Binding _ = bind(key, handler, declared);
            services.put(service, key.name());
            return this;
        }

        /** Binds a handler that other handlers may call, and that has no service of its own. */
        public <H extends OpHandler> Builder callable(Key<H> key, H handler, Key<?>... declared) {
            Binding _ = bind(key, handler, declared);
            return this;
        }

        /** Limits a handler to these facets, besides tenant, request and clock; without it, it has all. */
        public Builder limit(Key<? extends OpHandler> handler, Facet... only) {
            limits.put(handler.name(), ImmutableSet.copyOf(only));
            return this;
        }

        /** Where the tenants' accounts of memory are read; without it they are unknown. */
        public Builder charges(OpLedger.Source source) {
            charges = source;
            return this;
        }

        /** Where the tenants' device memory is; without it every access says that there is no device. */
        public Builder buffers(TenantBuffers memory) {
            buffers = memory;
            return this;
        }

        /** Who the tenants are; without it all are {@link TenantProfile#defaults}. */
        public Builder tenants(TenantSource source) {
            tenants = source;
            return this;
        }

        /** All of it. */
        public HostServices build() {
            return new HostServices(this);
        }

        private Binding limited(Binding binding) {
            ImmutableSet<Facet> only = limits.get(binding.key().name());
            return only == null ? binding : binding.with(only);
        }

        private Binding bind(Key<?> key, Object value, Key<?>... declared) {
            if (!key.type().isInstance(value)) {
                throw new IllegalArgumentException("component \"" + key.name() + "\" is a "
                        + value.getClass().getName() + ", not a " + key.type().getName() + ": bind what the key says");
            }
            ImmutableSet.Builder<String> names = ImmutableSet.builder();
            for (Key<?> one : declared) {
                names.add(one.name());
            }
            Binding binding = new Binding(table.size(), key, value, names.build());
            if (table.putIfAbsent(key.name(), binding) != null) {
                throw new IllegalArgumentException(
                        "component \"" + key.name() + "\" is bound already: use another name");
            }
            return binding;
        }
    }
}
