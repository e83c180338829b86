package dev.coresident.conformance.rule;

import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.Device;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * What the rules are tried on: a provider, the properties its devices are opened with, and what its author says of it. A value; the
 * {@code with} methods give changed copies.
 *
 * @param provider opens the devices
 * @param properties of every device
 * @param limits what it lacks, each with the reason
 * @param offers what it has that not every backend needs to have
 * @param effort how hard the checks try
 * @param waiting what a check does while it waits for a resident device: nudge it and yield, unless its author says more
 */
public record Subject(
        BackendProvider provider,
        Map<String, String> properties,
        Map<Capability, String> limits,
        Set<Capability> offers,
        Effort effort,
        Consumer<Device> waiting) {
    /** Copies the collections and checks that each limit and each offer is one that can be declared. */
    public Subject {
        Objects.requireNonNull(provider, "provider");
        Objects.requireNonNull(effort, "effort");
        Objects.requireNonNull(waiting, "waiting");
        properties = Map.copyOf(properties);
        limits = Map.copyOf(limits);
        offers = Set.copyOf(offers);
        limits.forEach((limit, reason) -> {
            require(limit, Capability.Source.EXPECTED, "a limit");
            if (reason.isBlank()) {
                throw new IllegalArgumentException("the limit " + limit + " needs a reason: it stands in the report");
            }
        });
        offers.forEach(offer -> require(offer, Capability.Source.OFFERED, "an offer"));
    }

    private static void require(Capability capability, Capability.Source source, String what) {
        if (capability.source() != source) {
            throw new IllegalArgumentException(capability + " cannot be declared as " + what
                    + (capability.source() == Capability.Source.FACTS
                            ? ": the device's facts say it"
                            : ": use " + (source == Capability.Source.EXPECTED ? "offering" : "without")));
        }
    }

    /** A subject without limits, at full effort. */
    public static Subject of(BackendProvider provider) {
        return new Subject(provider, Map.of(), Map.of(), Set.of(), Effort.FULL, Subject::nudgeAndYield);
    }

    /** A nudge is allowed at any time; a simulated device may take its steps in it. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void nudgeAndYield(Device device) {
        device.nudge();
        Thread.yield();
    }

    /**
     * A backend of the module path.
     *
     * @param name its name, as users type it
     * @throws IllegalArgumentException if there is none, with the names that there are
     */
    public static Subject named(String name) {
        List<String> others = new ArrayList<>();
        for (BackendProvider provider : ServiceLoader.load(BackendProvider.class)) {
            if (provider.name().equals(name)) {
                return of(provider);
            }
            others.add(provider.name());
        }
        throw new IllegalArgumentException("no backend \"" + name + "\" on the module path, which has " + others
                + ": add the backend's jar to it");
    }

    /** The same with one more property. */
    public Subject withProperty(String name, String value) {
        Map<String, String> more = new TreeMap<>(properties);
        more.put(name, value);
        return new Subject(provider, more, limits, offers, effort, waiting);
    }

    /**
     * The same with a limit: the rules that need the capability are skipped.
     *
     * @param capability what it lacks
     * @param reason why, for the report
     */
    public Subject without(Capability capability, String reason) {
        Map<Capability, String> more = new EnumMap<>(Capability.class);
        more.putAll(limits);
        more.put(capability, reason);
        return new Subject(provider, properties, more, offers, effort, waiting);
    }

    /** The same with a capability that not every backend needs to have. */
    public Subject offering(Capability capability) {
        Set<Capability> more = EnumSet.of(capability);
        more.addAll(offers);
        return new Subject(provider, properties, limits, more, effort, waiting);
    }

    /** The same with another effort. */
    public Subject withEffort(Effort other) {
        return new Subject(provider, properties, limits, offers, other, waiting);
    }

    /** The same with something to do while a check waits for a resident device. */
    public Subject withWaiting(Consumer<Device> turn) {
        return new Subject(provider, properties, limits, offers, effort, turn);
    }

    /**
     * Why a rule cannot be tried, if it cannot, as far as declarations tell; the device's facts are asked by
     * {@link Capability#isShownBy}.
     */
    public Optional<String> lacks(Capability capability) {
        return switch (capability.source()) {
            case FACTS -> Optional.empty();
            case EXPECTED -> Optional.ofNullable(limits.get(capability)).map(reason -> capability + ": " + reason);
            case OFFERED ->
                offers.contains(capability)
                        ? Optional.empty()
                        : Optional.of(capability + " is not offered: " + capability.words());
        };
    }

    /** Provider and properties on one line: {@code sim engine=stepped workers=4}. */
    public String label() {
        StringBuilder label = new StringBuilder(provider.name());
        new TreeMap<>(properties)
                .forEach((name, value) ->
                        label.append(' ').append(name).append('=').append(value));
        return label.toString();
    }
}
