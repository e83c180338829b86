package dev.coresident.backend.cuda.check;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import jcuda.Pointer;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUdeviceptr;
import jcuda.driver.CUfunction;
import jcuda.driver.CUgraph;
import jcuda.driver.CUgraphExec;
import jcuda.driver.CUmodule;
import jcuda.driver.CUresult;
import jcuda.driver.CUstream;
import jcuda.driver.CUstreamCaptureMode;
import jcuda.driver.CUstream_flags;
import jcuda.driver.JCudaDriver;

/**
 * The same small task, a word written to memory of the device, by what everybody has: a launch and a wait for each task, launches on
 * several streams, a graph of launches. In a context of its own; the backend has loaded JCuda before. One thread.
 */
final class Peers implements AutoCloseable {
    /** Streams that launches go to in turn. */
    static final int STREAMS = 8;
    /** Tasks of one graph, and of one turn of the streams. */
    static final int TOGETHER = 64;

    private static final String TASK = """
            .version 7.0
            .target sm_75
            .address_size 64
            .visible .entry coresident_peer(.param .u64 word, .param .u32 value)
            {
              .reg .b32 %r<2>;
              .reg .b64 %rd<3>;
              ld.param.u64 %rd1, [word];
              ld.param.u32 %r1, [value];
              cvta.to.global.u64 %rd2, %rd1;
              st.global.u32 [%rd2], %r1;
              ret;
            }
            """;

    private final CUcontext context = new CUcontext();
    private final CUfunction task = new CUfunction();
    private final CUstream[] streams = new CUstream[STREAMS];
    private final CUdeviceptr word = new CUdeviceptr();
    private final CUgraphExec one;
    private final CUgraphExec many;
    private final ByteBuffer out = ByteBuffer.allocateDirect(4);

    Peers(int ordinal) {
        CUdevice device = new CUdevice();
        check(JCudaDriver.cuDeviceGet(device, ordinal));
        check(JCudaDriver.cuCtxCreate(context, 0, device));
        CUmodule module = new CUmodule();
        byte[] text = TASK.getBytes(StandardCharsets.UTF_8);
        check(JCudaDriver.cuModuleLoadDataEx(
                module, Pointer.to(Arrays.copyOf(text, text.length + 1)), 0, new int[0], Pointer.to(new int[0])));
        check(JCudaDriver.cuModuleGetFunction(task, module, "coresident_peer"));
        check(JCudaDriver.cuMemAlloc(word, 4));
        for (int i = 0; i < STREAMS; i++) {
            streams[i] = new CUstream();
            check(JCudaDriver.cuStreamCreate(streams[i], CUstream_flags.CU_STREAM_NON_BLOCKING));
        }
        one = graph(1);
        many = graph(TOGETHER);
    }

    private CUgraphExec graph(int tasks) {
        CUgraph graph = new CUgraph();
        CUgraphExec ready = new CUgraphExec();
        check(JCudaDriver.cuStreamBeginCapture(streams[0], CUstreamCaptureMode.CU_STREAM_CAPTURE_MODE_THREAD_LOCAL));
        for (int i = 0; i < tasks; i++) {
            launch(streams[0], i);
        }
        check(JCudaDriver.cuStreamEndCapture(streams[0], graph));
        check(JCudaDriver.cuGraphInstantiate(ready, graph, 0));
        return ready;
    }

    private void launch(CUstream stream, int value) {
        check(JCudaDriver.cuLaunchKernel(
                task, 1, 1, 1, 1, 1, 1, 0, stream, Pointer.to(Pointer.to(word), Pointer.to(new int[] {value})), null));
    }

    /** One task, and the wait for it. */
    void launchAndWait(int value) {
        launch(streams[0], value);
        check(JCudaDriver.cuStreamSynchronize(streams[0]));
    }

    /** A graph of one task, and the wait for it. */
    void graphAndWait() {
        check(JCudaDriver.cuGraphLaunch(one, streams[0]));
        check(JCudaDriver.cuStreamSynchronize(streams[0]));
    }

    /** {@link #TOGETHER} tasks on all streams, then the wait for them. */
    void streamsAndWait() {
        for (int i = 0; i < TOGETHER; i++) {
            launch(streams[i % STREAMS], i);
        }
        for (CUstream stream : streams) {
            check(JCudaDriver.cuStreamSynchronize(stream));
        }
    }

    /** A graph of {@link #TOGETHER} tasks, and the wait for it. */
    void manyAndWait() {
        check(JCudaDriver.cuGraphLaunch(many, streams[0]));
        check(JCudaDriver.cuStreamSynchronize(streams[0]));
    }

    /** The word as the last task left it. */
    int value() {
        check(JCudaDriver.cuMemcpyDtoHAsync(Pointer.toBuffer(out), word, 4, streams[0]));
        check(JCudaDriver.cuStreamSynchronize(streams[0]));
        return out.order(ByteOrder.nativeOrder()).getInt(0);
    }

    @Override
    public void close() {
        JCudaDriver.cuGraphExecDestroy(one);
        JCudaDriver.cuGraphExecDestroy(many);
        JCudaDriver.cuCtxDestroy(context);
    }

    private static void check(int result) {
        if (result != 0) {
            throw new IllegalStateException("the driver says " + result + " " + CUresult.stringFor(result));
        }
    }
}
