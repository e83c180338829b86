package dev.coresident.api.dispatch.executor;

import dev.coresident.api.dispatch.FaultKind;
import dev.coresident.api.dispatch.OpHandler;
import dev.coresident.api.dispatch.executor.Op.Stage;
import dev.coresident.api.internal.dispatch.Inbox;
import dev.coresident.spi.layout.TenantWord;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The phase admit: requests from the inbox become ops in their tenants' lines, or end at once. Keeps the tenants' desks. The owner's. */
final class Admissions {
    private static final int IDS = 1 << TenantWord.ID_BITS;
    private static final int NEVER = -1;

    final Inbox inbox;
    private final Work work;
    private final Course course;
    private final @Nullable TenantDesk[] desks = new TenantDesk[IDS];
    private final int[] retired = new int[IDS];
    private final boolean[] isRetired = new boolean[IDS];
    private int highestId = NEVER;
    private long lastNumber;

    Admissions(Work work, Course course) {
        this.work = work;
        this.course = course;
        this.inbox = new Inbox(work.options.inbox());
    }

    /** Takes in what is there, as long as the queue has room; gives how many it took. */
    int run() {
        int taken = 0;
        while (taken < work.options.inbox() && work.tally.now[Tally.QUEUED] < work.options.queue() && inbox.isReady()) {
            Op op = take();
            taken++;
            admit(op);
        }
        work.tally.now[Tally.ADMITTED] += taken;
        return taken;
    }

    /** Ends all ops of a tenant and forgets it. */
    void retire(int tenantWord, String why) {
        int id = TenantWord.id(tenantWord);
        retired[id] = tenantWord;
        isRetired[id] = true;
        TenantDesk desk = desks[id];
        if (desk == null || desk.word != tenantWord) {
            return;
        }
        for (Op op = desk.oldest(); op != null; op = desk.oldest()) {
            if (op.stage != Stage.PARKED) {
                work.tally.now[Tally.QUEUED]--;
            }
            course.reject(op, FaultKind.OTHER, "tenant revoked", why);
        }
        desks[id] = null;
        work.tally.now[Tally.TENANTS]--;
    }

    private Op take() {
        Op op = work.newOp();
        Course.begin(op);
        op.number = ++lastNumber;
        op.tenantWord = inbox.tenantWord(0);
        op.service = inbox.service(0);
        op.count = inbox.count(0);
        inbox.copyWords(0, op.words);
        op.requestId = inbox.requestId(0);
        op.source = inbox.source(0);
        op.arrivalNanos = inbox.arrivalNanos(0);
        op.limitNanos = Course.limit(inbox.deadlineNanos(0), work.nowNanos, work.options.deadlineNanos());
        inbox.advance();
        work.tally.now[Tally.LIVE]++;
        return op;
    }

    private void admit(Op op) {
        TenantDesk desk = deskOf(op);
        if (desk == null) {
            return;
        }
        desk.attach(op);
        Binding binding = work.services.service(op.service);
        if (binding == null) {
            course.reject(op, FaultKind.NOT_REGISTERED, "no handler for the service", "service " + op.service);
            return;
        }
        CallContext context = work.contextOf(binding);
        op.handler = context;
        long lane;
        context.enter(op);
        try {
            lane = context.handler().lane(context.words());
        } catch (Throwable thrown) {
            work.tally.now[Tally.HANDLER_FAILURES]++;
            course.reject(
                    op, FaultKind.EXECUTION_FAILED, "the handler threw when asked for the lane", Course.textOf(thrown));
            return;
        } finally {
            context.leave();
        }
        work.tally.now[Tally.QUEUED]++;
        work.deadlines.schedule(op, op.limitNanos, op.number);
        if (lane == OpHandler.NO_LANE || desk.enterLane(op, lane)) {
            op.stage = Stage.QUEUED;
            work.turns.add(desk, op);
        } else {
            op.stage = Stage.IN_LANE;
        }
    }

    private @Nullable TenantDesk deskOf(Op op) {
        int id = TenantWord.id(op.tenantWord);
        if (isRetired[id] && retired[id] == op.tenantWord) {
            course.reject(op, FaultKind.OTHER, "tenant revoked", "it was revoked before the request came in");
            return null;
        }
        TenantDesk desk = desks[id];
        if (desk != null && desk.word != op.tenantWord) {
            course.reject(
                    op,
                    FaultKind.OTHER,
                    "another generation of the tenant is here",
                    "id " + id + " has generation " + TenantWord.generation(desk.word) + ", the request is of "
                            + TenantWord.generation(op.tenantWord) + ": retire the old one first");
            return null;
        }
        return desk != null ? desk : newDesk(id, op.tenantWord);
    }

    private TenantDesk newDesk(int id, int tenantWord) {
        TenantDesk desk = new TenantDesk(
                tenantWord, Objects.requireNonNull(work.services.tenants().profile(tenantWord)));
        desks[id] = desk;
        highestId = Math.max(highestId, id);
        work.tally.now[Tally.TENANTS]++;
        return desk;
    }
}
