package dev.coresident.api.dispatch.executor;

import dev.coresident.api.dispatch.FaultKind;
import dev.coresident.api.dispatch.OpWords;
import dev.coresident.api.dispatch.completion.Command;
import dev.coresident.api.dispatch.completion.CommandList;
import dev.coresident.api.dispatch.govern.RequestEnd;
import dev.coresident.api.dispatch.record.OpRandom;
import dev.coresident.api.dispatch.timer.TimerList;
import dev.coresident.api.internal.dispatch.DeadlineHeap;
import org.jspecify.annotations.Nullable;

/** One op, from its admission until its outcome has been told; then it goes back to the pool. The executor's owner's. */
final class Op extends DeadlineHeap.Entry implements RequestEnd, RequestEnd.Reader {
    private static final FaultKind[] KINDS = FaultKind.values();

    /** Where an op is in its life. */
    enum Stage {
        /** In the pool. */
        FREE,
        /** In its tenant's line, before its first call. */
        QUEUED,
        /** Behind another op of its lane. */
        IN_LANE,
        /** Behind the first op with its request id. */
        REPEAT,
        /** In a call. */
        RUNNING,
        /** Waiting, or in its tenant's line to be resumed. */
        PARKED,
        /** Ended; its outcome is to be told. */
        ENDED
    }

    /** In place of a permit of the governor's. */
    static final long NO_PERMIT = -1;

    final int[] words = new int[OpWords.MOST];
    final int[] results = new int[OpWords.MOST];
    final TimerList<Op> timers = new TimerList<>(this);
    final CommandList<Op> commands = new CommandList<>(this);
    final OpLine repeats = new OpLine();
    final OpRandom random = new OpRandom();

    Stage stage = Stage.FREE;
    long number;
    int tenantWord;

    @Nullable
    TenantDesk desk;

    @Nullable
    CallContext handler;

    int service;
    int count;
    long requestId;
    long source;
    long arrivalNanos;
    long limitNanos;

    @Nullable
    Lane lane;

    boolean hasRandom;
    long permit = NO_PERMIT;
    long admittedNanos;
    int calls;
    long retryAfterNanos;

    boolean timedOut;
    long timedOutOn;

    int resultCount;

    @Nullable
    FaultKind kind;

    String reason = "";
    String detail = "";
    byte @Nullable [] payload;

    @Nullable
    Command<Op> payloadHolder;

    /** The line in which it stands: its tenant's, its lane's, that of repeats, or that of the ended. */
    @Nullable
    OpLine line;

    @Nullable
    Op previous;

    @Nullable
    Op next;

    /** Its neighbours among all live ops of its tenant. */
    @Nullable
    Op older;

    @Nullable
    Op newer;

    /**
     * What its random numbers are named by: the request, which is the same on every backend; else the source where that is its ticket,
     * which is, too; else the op's own number.
     */
    long randomName(boolean sourceIsTicket) {
        return requestId != 0 ? requestId : sourceIsTicket ? ~source : ~number;
    }

    @Override
    public int kindNumber() {
        return kind == null ? 0 : kind.number();
    }

    @Override
    public int resultCount() {
        return resultCount;
    }

    @Override
    public int result(int index) {
        return results[index];
    }

    @Override
    public String reason() {
        return reason;
    }

    @Override
    public String detail() {
        return detail;
    }

    @Override
    public byte @Nullable [] bytes() {
        return payload;
    }

    /** Ends as the first op of its request did. */
    @Override
    public void ended(
            int kindNumber, int[] words, int from, int count, String why, String more, byte @Nullable [] bytes) {
        kind = kindNumber == 0 ? null : KINDS[kindNumber - 1];
        System.arraycopy(words, from, results, 0, count);
        resultCount = count;
        reason = why;
        detail = more;
        payload = bytes;
    }

    void reset() {
        stage = Stage.FREE;
        desk = null;
        handler = null;
        lane = null;
        hasRandom = false;
        permit = NO_PERMIT;
        calls = 0;
        retryAfterNanos = 0;
        timedOut = false;
        timedOutOn = 0;
        resultCount = 0;
        kind = null;
        reason = "";
        detail = "";
        payload = null;
        payloadHolder = null;
    }
}
