package dev.coresident.api.internal.discovery;

import com.google.common.collect.ImmutableList;
import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceException.Category;
import dev.coresident.spi.Probe;
import dev.coresident.spi.SpiVersion;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The providers on the module path, in the order of their names. */
public final class Discovery {
    /** The name that means the first ready backend of {@link #AUTO_ORDER}, then any other ready one by name. */
    public static final String AUTO = "auto";
    /** Accelerators first, the simulator last. */
    public static final ImmutableList<String> AUTO_ORDER = ImmutableList.of("cuda", "aparapi");
    /** The simulator's name: what auto takes when nothing else is ready. */
    public static final String LAST_RESORT = "sim";

    private static final long PROBE_MILLIS = 2_000;
    private static final String REPORT =
            "report it to the backend's maintainers: a probe must answer and must not throw";

    private final ImmutableList<BackendProvider> providers;

    private Discovery(List<BackendProvider> providers) {
        this.providers = ImmutableList.sortedCopyOf(Comparator.comparing(BackendProvider::name), providers);
    }

    /**
     * Looks on the module path.
     *
     * @throws DeviceException if a provider cannot be constructed or two have one name
     */
    public static Discovery load() throws DeviceException {
        List<BackendProvider> found = new ArrayList<>();
        try {
            ServiceLoader.load(BackendProvider.class, Discovery.class.getClassLoader())
                    .forEach(found::add);
        } catch (ServiceConfigurationError e) {
            throw new DeviceException(
                    Category.INTERNAL, "a backend provider cannot be constructed: " + e.getMessage(), e);
        }
        return of(found);
    }

    /** Over given providers. */
    public static Discovery of(List<BackendProvider> providers) throws DeviceException {
        Discovery discovery = new Discovery(providers);
        for (int i = 1; i < discovery.providers.size(); i++) {
            BackendProvider one = discovery.providers.get(i - 1);
            BackendProvider other = discovery.providers.get(i);
            if (one.name().equals(other.name())) {
                throw new DeviceException(
                        Category.USER,
                        "two backends are called \"" + one.name() + "\": "
                                + one.getClass().getName() + " and "
                                + other.getClass().getName() + "; keep one of them on the module path");
            }
        }
        return discovery;
    }

    /** All of them, by name. */
    public ImmutableList<BackendProvider> providers() {
        return providers;
    }

    /** What a provider finds, or why it cannot be asked: a wrong version, a probe that throws or takes over two seconds. */
    public static Probe probe(BackendProvider provider) {
        if (provider.spiVersion() != SpiVersion.CURRENT) {
            return new Probe.Missing(versionMismatch(provider), versionRemedy(provider));
        }
        CompletableFuture<Probe> answer = new CompletableFuture<>();
        Thread asker = Thread.ofPlatform()
                .daemon()
                .name("coresident-probe-" + provider.name())
                .start(() -> ask(provider, answer));
        try {
            Probe probe = answer.get(PROBE_MILLIS, TimeUnit.MILLISECONDS);
            return probe != null
                    ? probe
                    : new Probe.Missing("backend \"" + provider.name() + "\" answered nothing", REPORT);
        } catch (TimeoutException e) {
            asker.interrupt();
            return new Probe.Missing(
                    "the probe of backend \"" + provider.name() + "\" did not answer within " + PROBE_MILLIS + " ms",
                    "look at its driver; a backend must answer within two seconds");
        } catch (ExecutionException e) {
            return new Probe.Missing("the probe of backend \"" + provider.name() + "\" threw " + e.getCause(), REPORT);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Probe.Missing("interrupted while probing \"" + provider.name() + "\"", "try again");
        }
    }

    @SuppressWarnings("CatchingUnchecked") // a broken native library throws Errors, and they must become an answer
    private static void ask(BackendProvider provider, CompletableFuture<Probe> answer) {
        try {
            answer.complete(provider.probe());
        } catch (Throwable thrown) {
            answer.completeExceptionally(thrown);
        }
    }

    /**
     * The provider of a name.
     *
     * @param name a name or {@link #AUTO}
     * @throws DeviceException naming what was asked, what exists and what to add
     */
    public BackendProvider select(String name) throws DeviceException {
        if (name.equals(AUTO)) {
            return firstReady();
        }
        for (BackendProvider provider : providers) {
            if (provider.name().equals(name)) {
                if (provider.spiVersion() != SpiVersion.CURRENT) {
                    throw new DeviceException(
                            Category.USER, versionMismatch(provider) + ": " + versionRemedy(provider));
                }
                return provider;
            }
        }
        throw new DeviceException(
                Category.USER,
                "no backend is called \"" + name + "\"; on the module path are " + names()
                        + ": add the module dev.coresident.backend." + name + " (artifact coresident-backend-" + name
                        + ") or use one of those");
    }

    private BackendProvider firstReady() throws DeviceException {
        List<BackendProvider> order = new ArrayList<>(providers);
        order.sort(Comparator.comparingInt(provider -> rank(provider.name())));
        for (BackendProvider provider : order) {
            if (probe(provider) instanceof Probe.Ready) {
                return provider;
            }
        }
        throw new DeviceException(
                Category.MISSING,
                "no backend is ready; on the module path are " + names()
                        + ": add the module dev.coresident.backend.sim (artifact coresident-backend-sim), which runs"
                        + " everywhere");
    }

    private static int rank(String name) {
        int preferred = AUTO_ORDER.indexOf(name);
        return preferred >= 0 ? preferred : name.equals(LAST_RESORT) ? Integer.MAX_VALUE : AUTO_ORDER.size();
    }

    private String names() {
        return providers.isEmpty()
                ? "none"
                : String.join(
                        ", ", providers.stream().map(BackendProvider::name).toList());
    }

    private static String versionMismatch(BackendProvider provider) {
        return "backend \"" + provider.name() + "\" was made for SPI version " + provider.spiVersion()
                + " and this is version " + SpiVersion.CURRENT;
    }

    private static String versionRemedy(BackendProvider provider) {
        return "use the release of " + provider.getClass().getModule() + " that belongs to this one";
    }
}
