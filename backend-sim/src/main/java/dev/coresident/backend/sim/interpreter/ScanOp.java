package dev.coresident.backend.sim.interpreter;

import dev.coresident.backend.sim.scan.Prepared;
import dev.coresident.backend.sim.scan.Scanner;
import dev.coresident.backend.sim.scan.engine.ScanResult;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.ScanLayout;
import org.jspecify.annotations.Nullable;

/**
 * SCAN: checks the image, the arguments and both ranges, then runs the image.
 *
 * <p>Both handles are looked up even where a range is empty. Input and output must not overlap: the input may be read ahead of
 * the events that are written.
 */
final class ScanOp {
    private static final int FLAGS = ScanLayout.FIRST | ScanLayout.LAST;

    private ScanOp() {}

    static int run(Frame frame, int imageHandle) {
        HandleView handle = frame.handle;
        int fault = handle.resolve(frame.memory, imageHandle, frame.tenant.word);
        if (fault != 0) {
            return fault;
        }
        Prepared image = image(frame, imageHandle);
        if (image == null) {
            return FaultCode.BAD_IMAGE.number();
        }
        int state = frame.argument(3);
        int flags = frame.argument(7);
        long inputOffset = Integer.toUnsignedLong(frame.argument(1));
        long outputOffset = Integer.toUnsignedLong(frame.argument(5));
        if (!image.admits(state, inputOffset) || (flags & ~FLAGS) != 0 || outputOffset % ScanLayout.EVENT_BYTES != 0) {
            return FaultCode.BAD_ARGUMENT.number();
        }
        long bytes = Integer.toUnsignedLong(frame.argument(2));
        fault = handle.resolve(frame.memory, frame.argument(0), frame.tenant.word);
        if (fault != 0 || !handle.holds(inputOffset, bytes)) {
            return fault != 0 ? fault : FaultCode.HANDLE_BOUNDS.number();
        }
        long input = handle.start() + inputOffset;
        long capacity = Integer.toUnsignedLong(frame.argument(6));
        fault = handle.resolveForWrite(frame.memory, frame.argument(4), frame.tenant.word);
        if (fault != 0 || !handle.holds(outputOffset, capacity * ScanLayout.EVENT_BYTES)) {
            return fault != 0 ? fault : FaultCode.HANDLE_BOUNDS.number();
        }
        Scanner scanner = frame.scanner;
        scanner.scan(image, input, bytes, state, handle.start() + outputOffset, capacity, flags);
        ScanResult result = scanner.result();
        frame.output(handle.start() + outputOffset, result.events() * ScanLayout.EVENT_BYTES);
        frame.results(result.state(), (int) result.consumed(), (int) result.events(), result.flagsLeft());
        return 0;
    }

    private static @Nullable Prepared image(Frame frame, int imageHandle) {
        HandleView handle = frame.handle;
        return handle.isImage() ? frame.scanner.image(imageHandle, handle.start(), handle.length()) : null;
    }
}
