package dev.coresident.backend.aparapi.opencl;

import com.aparapi.Kernel;
import com.aparapi.device.Device;
import com.aparapi.exception.CompileFailedException;
import com.aparapi.internal.kernel.KernelManager;
import com.aparapi.internal.kernel.KernelRunner;
import dev.coresident.backend.aparapi.kernel.FallbackException;
import dev.coresident.backend.aparapi.kernel.RoundKernel;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceException.Category;
import java.lang.reflect.Field;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A kernel compiled for a unit, ready to be launched. Launches and {@link #close} come from one thread at a time.
 *
 * <p>Aparapi translates the byte code of a kernel and remembers the translation by class; here the memory is given the text to use
 * before Aparapi looks, so that what runs is plain OpenCL C, with Aparapi's typed status and buffers that stay on the device. Why:
 * docs/adr/0026.
 */
public final class KernelRun implements AutoCloseable {
    private static final String TEXTS = "openCLCache";
    /** How Aparapi's native code words what OpenCL calls a lack: the queue is made where the kernel is compiled. */
    private static final List<String> SCARCE =
            List.of("out of resources", "out of host memory", "mem object allocation failure");

    private final OpenClUnit unit;
    private final RoundKernel kernel;
    private final Map<Integer, StrictRange> ranges = new TreeMap<>();
    private boolean broken;
    private boolean closed;

    private KernelRun(OpenClUnit unit, RoundKernel kernel) {
        this.unit = unit;
        this.kernel = kernel;
    }

    /**
     * Compiles. Takes seconds the first time on a machine and tens of milliseconds from then on.
     *
     * @param unit where it is to run
     * @param kernel the arrays; its class is what Aparapi remembers the text by
     * @param text OpenCL C with one kernel {@code run} over the four arrays and the number of the pass
     * @throws DeviceException if it does not compile, of category INTERNAL, or if the driver ran out of something, of category RESOURCES;
     *     what it said is in the message
     */
    public static KernelRun compile(OpenClUnit unit, RoundKernel kernel, String text) throws DeviceException {
        kernel.setExplicit(true);
        KernelRun run = new KernelRun(unit, kernel);
        run.prefer();
        remember(kernel.getClass(), text);
        NativeErrors.Heard<Optional<Throwable>> heard = NativeErrors.during(run::compileNow, false);
        if (heard.value().isPresent()) {
            Throwable failure = heard.value().get();
            // Not disposed: Aparapi's native code crashes when it releases what a failed build left behind.
            boolean room = SCARCE.stream().noneMatch(heard.text()::contains);
            throw new DeviceException(
                    room ? Category.INTERNAL : Category.RESOURCES,
                    (room ? "the kernel does not compile for " : "the driver ran out of something for ")
                            + unit.description() + ": " + failure.getMessage() + "\n"
                            + heard.text().strip(),
                    failure);
        }
        return run;
    }

    private Optional<Throwable> compileNow() {
        try {
            kernel.compile(unit.device());
            return Optional.empty();
        } catch (CompileFailedException | RuntimeException | LinkageError | AssertionError e) {
            return Optional.of(e);
        }
    }

    /** Names all units as preferred and forgets which failed: Aparapi remembers a failure by class, for ever. */
    private void prefer() {
        LinkedHashSet<Device> devices = new LinkedHashSet<>();
        devices.add(unit.device());
        for (OpenClUnit other : OpenClSearch.foundPatiently().units()) {
            devices.add(other.device());
        }
        KernelManager.instance().setPreferredDevices(kernel, devices);
    }

    private static void remember(Class<? extends Kernel> type, String text) throws DeviceException {
        try {
            Field field = KernelRunner.class.getDeclaredField(TEXTS);
            field.setAccessible(true);
            @SuppressWarnings("unchecked") // as declared by the release of Aparapi that this module is built with
            Map<Class<? extends Kernel>, String> texts = (Map<Class<? extends Kernel>, String>) field.get(null);
            synchronized (texts) {
                texts.put(type, text);
            }
        } catch (ReflectiveOperationException | RuntimeException e) {
            throw new DeviceException(
                    Category.INTERNAL,
                    "this release of Aparapi does not keep kernel texts in " + TEXTS
                            + ": use the one that the BOM names",
                    e);
        }
    }

    /** The unit. */
    public OpenClUnit unit() {
        return unit;
    }

    /** The arrays. */
    public RoundKernel kernel() {
        return kernel;
    }

    /** Has an array sent before the next launch. */
    public void put(int[] array) {
        kernel.put(array);
    }

    /** Reads an array back. */
    public void get(int[] array) {
        kernel.get(array);
    }

    /**
     * The first launch. Here the driver allocates the buffers, so a failure is one of memory.
     *
     * @throws DeviceException of category RESOURCES
     */
    public void first(int items, int group) throws DeviceException {
        NativeErrors.Heard<Optional<DeviceException>> heard =
                NativeErrors.during(() -> Optional.ofNullable(attempt(items, group, Category.RESOURCES)), false);
        if (heard.value().isPresent()) {
            throw new DeviceException(
                    Category.RESOURCES,
                    "the first launch on " + unit.description() + " failed; open the device with a smaller heap. "
                            + heard.text().strip(),
                    heard.value().get());
        }
    }

    /**
     * Launches and waits.
     *
     * @param items work items, a multiple of the group
     * @param group work items of a group
     * @throws DeviceException of category LOST if OpenCL refused or failed; nothing is launched any more then
     */
    public void launch(int items, int group) throws DeviceException {
        DeviceException failure = attempt(items, group, Category.LOST);
        if (failure != null) {
            throw failure;
        }
    }

    private @Nullable DeviceException attempt(int items, int group, Category category) {
        if (broken || closed) {
            return new DeviceException(category, "the kernel was closed or failed before: open a new device");
        }
        try {
            kernel.execute(ranges.computeIfAbsent(items, count -> new StrictRange(unit, count, group)));
            return null;
        } catch (FallbackException | IllegalStateException | AssertionError | LinkageError e) {
            broken = true;
            return new DeviceException(category, "a launch on " + unit.description() + " failed: " + e.getMessage(), e);
        }
    }

    /** Releases the buffers and the kernel. After a failed launch too. Idempotent. */
    @Override
    public void close() {
        if (!closed) {
            closed = true;
            prefer(); // a kernel whose device failed would count as not running OpenCL, and keep everything
            kernel.dispose();
        }
    }
}
