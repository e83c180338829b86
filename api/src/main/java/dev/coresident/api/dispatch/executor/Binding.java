package dev.coresident.api.dispatch.executor;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.coresident.api.dispatch.Key;
import dev.coresident.api.dispatch.Lookup;
import dev.coresident.api.dispatch.OpHandler;
import dev.coresident.api.dispatch.facet.Facet;
import org.jspecify.annotations.Nullable;

/** A component in the table: its place, its value, and the names that it declared when it is a handler. */
record Binding(
        int index,
        Key<?> key,
        Object value,
        Lookup.Bound<Object> bound,
        ImmutableSet<String> declared,
        ImmutableSet<Facet> facets) {
    Binding(int index, Key<?> key, Object value, ImmutableSet<String> declared) {
        this(index, key, value, new Lookup.Bound<>(value), declared, ImmutableSet.copyOf(Facet.values()));
    }

    /** The same with these facets only. */
    Binding with(ImmutableSet<Facet> only) {
        return new Binding(index, key, value, bound, declared, only);
    }

    /** The value as a handler, or null. */
    @Nullable
    OpHandler handler() {
        return value instanceof OpHandler handler ? handler : null;
    }

    /** Those of the table that it declared. */
    ImmutableMap<String, Binding> reachable(ImmutableMap<String, Binding> table) {
        ImmutableMap.Builder<String, Binding> reachable = ImmutableMap.builder();
        for (String name : declared) {
            Binding binding = table.get(name);
            if (binding != null) {
                reachable.put(name, binding);
            }
        }
        return reachable.buildOrThrow();
    }
}
