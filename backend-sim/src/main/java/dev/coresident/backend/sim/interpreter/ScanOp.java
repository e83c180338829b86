package dev.coresident.backend.sim.interpreter;

import dev.coresident.backend.sim.scan.Prepared;
import dev.coresident.backend.sim.scan.Scanner;
import dev.coresident.backend.sim.scan.engine.ScanResult;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.NfaLayout;
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
    private static final int STATE_HANDLE = 8;
    private static final int STATE_FROM = 9;
    private static final int STATE_TO = 10;

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
        if (!image.admits(state, inputOffset)
                || (flags & ~FLAGS) != 0
                || outputOffset % ScanLayout.EVENT_BYTES != 0
                || !admitsStates(frame, image.stateBytes(), flags)) {
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
        long output = handle.start() + outputOffset;
        if (image.stateBytes() > 0) {
            fault = resolveStates(frame, image.stateBytes(), flags);
            if (fault != 0) {
                return fault;
            }
        }
        long stateTo = handle.start() + offset(frame, STATE_TO);
        Scanner scanner = frame.scanner;
        scanner.scan(
                image,
                input,
                bytes,
                state,
                output,
                capacity,
                flags,
                handle.start() + offset(frame, STATE_FROM),
                stateTo);
        ScanResult result = scanner.result();
        frame.output(output, result.events() * ScanLayout.EVENT_BYTES);
        frame.stateOutput(stateTo, image.stateBytes());
        frame.results(result.state(), (int) result.consumed(), (int) result.events(), result.flagsLeft());
        return 0;
    }

    private static long offset(Frame frame, int argument) {
        return Integer.toUnsignedLong(frame.argument(argument));
    }

    /** The two states lie at multiples of 8 bytes and do not overlap, if there are two. */
    private static boolean admitsStates(Frame frame, long stateBytes, int flags) {
        if (stateBytes == 0) {
            return true;
        }
        long from = offset(frame, STATE_FROM);
        long to = offset(frame, STATE_TO);
        return from % NfaLayout.STATE_ALIGN_BYTES == 0
                && to % NfaLayout.STATE_ALIGN_BYTES == 0
                && ((flags & ScanLayout.FIRST) != 0 || Math.abs(from - to) >= stateBytes);
    }

    /** Leaves the state's handle in the frame, or says the fault. */
    private static int resolveStates(Frame frame, long stateBytes, int flags) {
        HandleView handle = frame.handle;
        int fault = handle.resolveForWrite(frame.memory, frame.argument(STATE_HANDLE), frame.tenant.word);
        if (fault != 0) {
            return fault;
        }
        boolean within = handle.holds(offset(frame, STATE_TO), stateBytes)
                && ((flags & ScanLayout.FIRST) != 0 || handle.holds(offset(frame, STATE_FROM), stateBytes));
        return within ? 0 : FaultCode.HANDLE_BOUNDS.number();
    }

    private static @Nullable Prepared image(Frame frame, int imageHandle) {
        HandleView handle = frame.handle;
        return handle.isImage() ? frame.scanner.image(imageHandle, handle.start(), handle.length()) : null;
    }
}
