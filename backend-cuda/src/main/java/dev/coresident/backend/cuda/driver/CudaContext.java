package dev.coresident.backend.cuda.driver;

import static dev.coresident.backend.cuda.driver.DriverErrors.check;
import static jcuda.driver.JCudaDriver.CU_MEMHOSTREGISTER_DEVICEMAP;
import static jcuda.driver.JCudaDriver.CU_MEMHOSTREGISTER_PORTABLE;

import dev.coresident.backend.cuda.kernel.KernelProgram;
import dev.coresident.backend.cuda.kernel.LaunchLayout;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceException.Category;
import dev.coresident.spi.program.CustomOp;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import jcuda.Pointer;
import jcuda.driver.CUcontext;
import jcuda.driver.CUctx_flags;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;
import jcuda.driver.CUresult;
import jcuda.driver.CUstream;
import jcuda.driver.CUstream_flags;
import jcuda.driver.JCudaDriver;

/**
 * A context of its own on a device, with the kernel and what is allocated there. A failure that sticks to a context is gone with it,
 * so that another one can be opened.
 *
 * <p>While a resident kernel runs nothing may be called that waits for all of a device: allocating and freeing come before its launch and
 * after its end, and copies have streams that do not wait for the null stream. Any thread may copy and query; the rest one at a time.
 */
public final class CudaContext implements AutoCloseable {
    private static final AtomicInteger LAUNCHES = new AtomicInteger();
    /** Bytes of a copy at once: a view of a segment has less than 2^31. */
    private static final long COPY_BYTES = 1L << 30;

    private static final int LANES = 32;
    private static final int THREADS = LANES * LaunchLayout.BLOCK_WARPS;

    private final CUcontext context = new CUcontext();
    private final CUfunction function = new CUfunction();
    private final CUstream kernels = new CUstream();
    private final CopyStreams in = new CopyStreams();
    private final CopyStreams out = new CopyStreams();
    private final List<Address> allocations = new ArrayList<>();
    private final List<Pointer> registrations = new ArrayList<>();
    private final List<CUstream> streams = new ArrayList<>();

    /** An address of the device as a number. */
    private static final class Address extends CUdeviceptr {
        long value() {
            return getNativePointer();
        }
    }

    private CudaContext() {}

    /**
     * Opens a context with the kernel loaded.
     *
     * @param unit the device
     * @param program the kernel
     * @param entry its function
     * @throws DeviceException USER if the driver does not take a kernel because of its custom ops
     */
    public static CudaContext open(CudaUnit unit, KernelProgram program, String entry) throws DeviceException {
        CudaContext opened = new CudaContext();
        CUdevice device = new CUdevice();
        check(JCudaDriver.cuDeviceGet(device, unit.ordinal()), "cuDeviceGet");
        check(
                JCudaDriver.cuCtxCreate(opened.context, CUctx_flags.CU_CTX_SCHED_AUTO, device),
                "cuCtxCreate of " + unit.description());
        try {
            opened.load(program, entry);
            return opened;
        } catch (DeviceException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private void load(KernelProgram program, String entry) throws DeviceException {
        byte[] text = program.ptx().getBytes(StandardCharsets.UTF_8);
        CUmodule module = new CUmodule();
        Pointer image = Pointer.to(Arrays.copyOf(text, text.length + 1));
        int loaded = JCudaDriver.cuModuleLoadDataEx(module, image, 0, new int[0], Pointer.to(new int[0]));
        if (loaded != CUresult.CUDA_SUCCESS) {
            throw refusal(DriverErrors.failure(loaded, "cuModuleLoadDataEx of the kernel"), program.customOps());
        }
        check(JCudaDriver.cuModuleGetFunction(function, module, entry), "cuModuleGetFunction of " + entry);
        List<CUstream> wanted = new ArrayList<>(List.of(kernels));
        wanted.addAll(in.streams());
        wanted.addAll(out.streams());
        for (CUstream stream : wanted) {
            check(JCudaDriver.cuStreamCreate(stream, CUstream_flags.CU_STREAM_NON_BLOCKING), "cuStreamCreate");
            streams.add(stream);
        }
    }

    /** The shipped kernel is taken by every driver that is new enough, so that what else a driver does not take is the ops' doing. */
    private static DeviceException refusal(DeviceException failure, List<CustomOp> ops) {
        if (ops.isEmpty() || failure.category() != Category.INTERNAL) {
            return failure;
        }
        return new DeviceException(
                Category.USER,
                "the driver refused the kernel with the custom ops "
                        + ops.stream().map(CustomOp::name).toList()
                        + ": correct them, or leave the property ops out (" + failure.getMessage() + ")",
                failure);
    }

    /** Allocates zeroed memory on the device; gives its address. */
    public long allocate(long bytes) throws DeviceException {
        use();
        Address address = new Address();
        check(JCudaDriver.cuMemAlloc(address, bytes), "cuMemAlloc of " + bytes + " bytes");
        allocations.add(address);
        check(JCudaDriver.cuMemsetD8(address, (byte) 0, bytes), "cuMemsetD8");
        // Zeros come by the null stream, for which the others do not wait.
        check(JCudaDriver.cuCtxSynchronize(), "cuCtxSynchronize");
        return address.value();
    }

    /** Pins the host's memory and maps it; gives the address that the device has for it. */
    public long map(MemorySegment segment) throws DeviceException {
        use();
        Pointer pointer = pointer(segment);
        check(
                JCudaDriver.cuMemHostRegister(
                        pointer, segment.byteSize(), CU_MEMHOSTREGISTER_DEVICEMAP | CU_MEMHOSTREGISTER_PORTABLE),
                "cuMemHostRegister of " + segment.byteSize() + " bytes");
        registrations.add(pointer);
        Address address = new Address();
        check(JCudaDriver.cuMemHostGetDevicePointer(address, pointer, 0), "cuMemHostGetDevicePointer");
        return address.value();
    }

    /** Copies to an allocation, from an offset on, and waits until it is there. Any thread. */
    public void copyIn(long allocation, long offset, MemorySegment from) throws DeviceException {
        copy(in, allocation, offset, from, true);
    }

    /** Copies from an allocation and waits. Any thread. */
    public void copyOut(long allocation, long offset, MemorySegment to) throws DeviceException {
        copy(out, allocation, offset, to, false);
    }

    private void copy(CopyStreams copies, long allocation, long offset, MemorySegment host, boolean toDevice)
            throws DeviceException {
        CUdeviceptr base = allocation(allocation);
        CUstream stream = copies.take();
        try {
            use();
            for (long done = 0; done < host.byteSize(); done += COPY_BYTES) {
                long bytes = Math.min(COPY_BYTES, host.byteSize() - done);
                CUdeviceptr device = base.withByteOffset(offset + done);
                Pointer pointer = pointer(host.asSlice(done, bytes));
                check(
                        toDevice
                                ? JCudaDriver.cuMemcpyHtoDAsync(device, pointer, bytes, stream)
                                : JCudaDriver.cuMemcpyDtoHAsync(pointer, device, bytes, stream),
                        toDevice ? "cuMemcpyHtoDAsync" : "cuMemcpyDtoHAsync");
            }
            check(JCudaDriver.cuStreamSynchronize(stream), "cuStreamSynchronize after a copy");
        } finally {
            copies.giveBack(stream);
        }
    }

    /** Launches the kernel with so many warps; returns at once. */
    public void launch(int warps, ByteBuffer parameter) throws DeviceException {
        use();
        int blocks = (warps * LANES + THREADS - 1) / THREADS;
        LAUNCHES.incrementAndGet();
        Pointer parameters = Pointer.to(Pointer.toBuffer(parameter));
        check(
                JCudaDriver.cuLaunchKernel(function, blocks, 1, 1, THREADS, 1, 1, 0, kernels, parameters, null),
                "cuLaunchKernel of " + blocks + " blocks");
    }

    /** Launches of the kernel in this process, for who shows that one was enough. Any thread. */
    public static int launches() {
        return LAUNCHES.get();
    }

    /** True while the kernel runs. Any thread; does not wait. */
    public boolean isRunning() throws DeviceException {
        use();
        int result = JCudaDriver.cuStreamQuery(kernels);
        if (result == CUresult.CUDA_ERROR_NOT_READY) {
            return true;
        }
        check(result, "the resident kernel");
        return false;
    }

    /** Waits until the kernel has ended. */
    public void await() throws DeviceException {
        use();
        check(JCudaDriver.cuStreamSynchronize(kernels), "the resident kernel");
    }

    /** Gives everything back. The kernel must have ended. Failures are not told: the context goes, and what it holds with it. */
    @Override
    public void close() {
        JCudaDriver.cuCtxSetCurrent(context);
        for (CUstream stream : streams) {
            JCudaDriver.cuStreamDestroy(stream);
        }
        for (Pointer registration : registrations) {
            JCudaDriver.cuMemHostUnregister(registration);
        }
        for (CUdeviceptr allocation : allocations) {
            JCudaDriver.cuMemFree(allocation);
        }
        JCudaDriver.cuCtxDestroy(context);
    }

    private void use() throws DeviceException {
        check(JCudaDriver.cuCtxSetCurrent(context), "cuCtxSetCurrent");
    }

    private CUdeviceptr allocation(long address) {
        for (Address allocation : allocations) {
            if (allocation.value() == address) {
                return allocation;
            }
        }
        throw new IllegalArgumentException("nothing was allocated at 0x" + Long.toHexString(address));
    }

    private static Pointer pointer(MemorySegment segment) {
        long bytes = Math.min(segment.byteSize(), COPY_BYTES);
        return Pointer.toBuffer(segment.asSlice(0, bytes).asByteBuffer());
    }
}
