package dev.coresident.simulation.hosted;

import dev.coresident.api.dispatch.FaultKind;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.ledger.Purpose;
import dev.coresident.simulation.model.ScanModel;
import dev.coresident.simulation.world.Images;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.Opcodes;
import dev.coresident.spi.program.ScanLayout;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** One tenant's way through documents, one after the other: ask the host for it, scan it, compare. */
final class Reader {
    private static final int SCAN = 0;
    private static final int IMAGE = 0;

    private final Tenant tenant;
    private final SlowSource source;
    private final HostedRun run;
    private final DeviceBuffer input;
    private final DeviceBuffer output;
    private final int opcode;
    private int document;
    private final int behind;

    /** What ended since the last turn. */
    private @Nullable Completion ended;

    private boolean waits;
    /** Bytes of the document in the input buffer, or -1 while it is not there. */
    private int length = -1;

    Reader(Tenant tenant, SlowSource source, HostedRun run, int first, int behind) {
        this.tenant = tenant;
        this.source = source;
        this.run = run;
        this.document = first;
        this.behind = behind;
        this.input = tenant.allocate(Purpose.INPUT, SlowSource.ROOM).orThrow();
        this.output = tenant.allocate(Purpose.OUTPUT, SlowSource.ROOM * ScanLayout.EVENT_BYTES)
                .orThrow();
        this.opcode = tenant.bind(SCAN, Images.of(IMAGE)).orThrow();
    }

    boolean isOver() {
        return document == behind;
    }

    /** Goes on as far as it can without waiting. */
    void turn() {
        Completion end = ended;
        if (end != null) {
            ended = null;
            waits = false;
            run.saw(document, end);
            if (length < 0) {
                asked(end);
            } else {
                scanned(end);
            }
        }
        if (!waits && !isOver()) {
            submit();
        }
    }

    private void submit() {
        int[] words = length < 0
                ? new int[] {FetchHandler.SERVICE, 0, document, input.handle(), SlowSource.ROOM}
                : new int[] {
                    input.handle(),
                    0,
                    length,
                    0,
                    output.handle(),
                    0,
                    SlowSource.ROOM,
                    ScanLayout.FIRST | ScanLayout.LAST
                };
        long answer = tenant.submit(
                tenant.policy().priority(),
                completion -> ended = completion.copy(),
                length < 0 ? Opcodes.LOAD_MISS : opcode,
                words);
        if (Refusal.isRefused(answer)) {
            run.violate("a submission was refused: " + tenant.explain(answer));
        }
        waits = true;
    }

    private void asked(Completion end) {
        if (end.isDone()) {
            byte[] bytes = source.document(document);
            int given = end.result(0);
            byte[] there =
                    input.segment().asSlice(0, Math.min(given, SlowSource.ROOM)).toArray(ValueLayout.JAVA_BYTE);
            if (!Arrays.equals(bytes, there)) {
                run.violate("document %d has %d bytes and the service gave %d, or others"
                        .formatted(document, bytes.length, given));
            }
            length = given;
        } else if (end.fault() == FaultCode.SERVICE_REJECTED) {
            if (end.result(0) == FaultKind.COOL_DOWN.number()) {
                run.repeated(); // a document failed; ask again until the tenant has cooled down
            } else {
                withheld(end.result(0));
            }
        } else {
            again(end);
        }
    }

    /** The source must have had its chances, and the document its size. */
    private void withheld(int kind) {
        boolean tooLong = source.document(document).length > SlowSource.ROOM;
        boolean silent = source.badAttempts(document) >= FetchHandler.ATTEMPTS;
        boolean failed = kind == FaultKind.REMOTE_FAILED.number() || kind == FaultKind.TIMEOUT.number();
        boolean right = kind == FaultKind.BAD_INPUT.number() ? tooLong : failed && silent;
        if (!right) {
            run.violate("document %d was rejected with fault kind %d, and the source failed %d of its attempts"
                    .formatted(document, kind, source.badAttempts(document)));
        }
        run.withheld();
        document++;
    }

    private void scanned(Completion end) {
        if (!end.isDone()) {
            again(end);
            return;
        }
        output.fetch(0, output.bytes());
        if (output.fetch(0, 0) != end.incarnation()) {
            run.repeated(); // the device was lost after the slot had ended
            return;
        }
        byte[] bytes = source.document(document);
        int[] wanted = new ScanModel(Images.target(IMAGE), bytes, SlowSource.ROOM).ends();
        int[] found = new int[Math.clamp(end.result(2), 0, SlowSource.ROOM)];
        for (int i = 0; i < found.length; i++) {
            found[i] = output.segment().getAtIndex(ValueLayout.JAVA_INT, 2L * i + 1);
        }
        if (end.result(1) != bytes.length || !Arrays.equals(found, wanted)) {
            run.violate("document %d has matches that end at %s and the scan found %s"
                    .formatted(document, Arrays.toString(wanted), Arrays.toString(found)));
        }
        run.scanned();
        length = -1;
        document++;
    }

    private void again(Completion end) {
        if (end.fault() != FaultCode.DEVICE_LOST && end.fault() != FaultCode.SLOT_EXPIRED) {
            run.violate("a slot for document " + document + " ended so: " + end.fault());
        }
        run.repeated();
    }
}
