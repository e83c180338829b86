package dev.coresident.simulation.hosted;

import dev.coresident.api.dispatch.FaultKind;
import dev.coresident.api.dispatch.Key;
import dev.coresident.api.dispatch.Lookup;
import dev.coresident.api.dispatch.OpContext;
import dev.coresident.api.dispatch.OpHandler;
import dev.coresident.api.dispatch.OpOutcome;
import dev.coresident.api.dispatch.OpWords;
import dev.coresident.api.dispatch.completion.Answer;
import dev.coresident.api.dispatch.completion.CommandOpening;
import dev.coresident.api.dispatch.completion.Completer;
import dev.coresident.api.dispatch.completion.LatchOpening;
import dev.coresident.api.dispatch.facet.TenantBuffers;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * The service: brings a document into the tenant's device memory, and tries again when the source fails or is too slow.
 *
 * <p>Words: the document, the handle, the bytes that fit. Result: the bytes of the document.
 */
final class FetchHandler implements OpHandler {
    static final Key<FetchHandler> KEY = new Key<>("fetch", FetchHandler.class);
    static final Key<SlowSource> SOURCE = new Key<>("source", SlowSource.class);
    static final int SERVICE = 7;
    static final int ATTEMPTS = 4;

    /** By tenant word and ticket. Looked up, never walked. */
    private final Map<Long, Integer> attempts = new HashMap<>();

    @Override
    public OpOutcome dispatch(OpContext context, OpWords words) {
        return ask(context, words, 0);
    }

    private OpOutcome ask(OpContext context, OpWords words, int attempt) {
        if (!(context.require(SOURCE) instanceof Lookup.Bound<SlowSource>(SlowSource source))) {
            return ended(context, OpOutcome.rejected(FaultKind.MISSING_COMPONENT, "no source", ""));
        }
        if (!(context.completions().open(SlowSource.ROOM) instanceof CommandOpening.Opened(Completer completer))) {
            return ended(context, OpOutcome.rejected(FaultKind.OTHER, "no room for an answer", ""));
        }
        if (!(context.completions().resultOrTimeout(completer, SlowSource.PATIENCE_NANOS)
                instanceof LatchOpening.Opened(long latch))) {
            return ended(context, OpOutcome.rejected(FaultKind.OTHER, "no latch", ""));
        }
        attempts.put(key(context), attempt);
        source.ask(words.word(0), attempt, context.clock().nanoTime(), completer);
        return OpOutcome.parked(latch);
    }

    @Override
    public OpOutcome resume(OpContext context, OpWords words, Answer answer) {
        if (answer instanceof Answer.Bytes answered) {
            ByteBuffer bytes = answered.bytes();
            int length = bytes.remaining();
            if (length > words.word(2)) {
                return ended(
                        context,
                        OpOutcome.rejected(FaultKind.BAD_INPUT, "the document does not fit", length + " bytes"));
            }
            TenantBuffers.Access access = context.buffers().write(words.word(1), 0, bytes);
            if (access != TenantBuffers.Access.DONE) {
                return ended(
                        context, OpOutcome.rejected(FaultKind.BAD_INPUT, "the buffer cannot be had", access.name()));
            }
            context.result(0, length);
            return ended(context, OpOutcome.done(1));
        }
        int attempt = attempts.getOrDefault(key(context), 0) + 1;
        if (attempt < ATTEMPTS && context.request().remainingNanos() > 0) {
            return ask(context, words, attempt);
        }
        FaultKind kind = answer instanceof Answer.Failed ? FaultKind.REMOTE_FAILED : FaultKind.TIMEOUT;
        return ended(context, OpOutcome.rejected(kind, "no answer after " + attempt + " attempts", ""));
    }

    private OpOutcome ended(OpContext context, OpOutcome outcome) {
        attempts.remove(key(context));
        return outcome;
    }

    private static long key(OpContext context) {
        return ((long) context.tenant().word() << 32) ^ context.request().source();
    }
}
