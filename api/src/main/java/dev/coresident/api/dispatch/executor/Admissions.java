package dev.coresident.api.dispatch.executor;

import com.google.common.primitives.ImmutableIntArray;
import dev.coresident.api.dispatch.FaultKind;
import dev.coresident.api.dispatch.OpHandler;
import dev.coresident.api.dispatch.executor.Op.Stage;
import dev.coresident.api.dispatch.govern.Admission;
import dev.coresident.api.dispatch.record.DispatchEvent;
import dev.coresident.api.internal.dispatch.Inbox;
import dev.coresident.spi.layout.TenantWord;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** The phase admit: requests from the inbox become ops in their tenants' lines, or end at once. Keeps the tenants' desks. The owner's. */
final class Admissions {
    private static final int IDS = 1 << TenantWord.ID_BITS;

    final Inbox inbox;
    private final Work work;
    private final Course course;
    private final Governing governing;
    private final AtomicReferenceArray<@Nullable TenantDesk> desks = new AtomicReferenceArray<>(IDS);
    private final int[] retired = new int[IDS];
    private final boolean[] isRetired = new boolean[IDS];
    private long lastNumber;

    Admissions(Work work, Course course, Governing governing) {
        this.work = work;
        this.course = course;
        this.governing = governing;
        this.inbox = new Inbox(work.options.inbox());
    }

    /** Takes in what is there, as long as fewer ops than may be stand in their tenants' lines; gives how many it took. */
    int run() {
        int taken = 0;
        while (taken < work.options.inbox() && work.inTurn < work.options.queue() && inbox.isReady()) {
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
        TenantDesk desk = desks.get(id);
        if (desk == null || desk.word != tenantWord) {
            return;
        }
        desk.isRetired = true;
        int live = desk.live;
        for (Op op = desk.oldest(); op != null; op = desk.oldest()) {
            if (op.stage != Stage.PARKED) {
                work.queued(op, -1);
            }
            course.reject(op, FaultKind.OTHER, "tenant revoked", why);
        }
        work.times.forget(tenantWord);
        work.events.raise(new DispatchEvent.TenantRetired(id, why, live));
        desks.set(id, null);
        work.tally.now[Tally.TENANTS]--;
    }

    /** A tenant is here, whoever had its id in the snapshot. */
    void welcome(int tenantWord) {
        int id = TenantWord.id(tenantWord);
        TenantProfile profile = work.services.tenants().profile(tenantWord);
        TenantDesk desk = desks.get(id);
        if (desk != null && (desk.word != tenantWord || !desk.profile.label().equals(profile.label()))) {
            retire(desk.word, "it did not come back after a restore, another has its id");
        } else if (desk != null) {
            desk.profile = profile;
        }
        isRetired[id] &= retired[id] != tenantWord;
    }

    /** What is kept for a tenant that is here. Any thread. */
    @Nullable
    TenantDesk desk(int tenantWord) {
        TenantDesk desk = desks.get(TenantWord.id(tenantWord));
        return desk != null && desk.word == tenantWord ? desk : null;
    }

    /** The tenants that are here, by id. */
    List<TenantDesk> desks() {
        List<TenantDesk> here = new ArrayList<>();
        for (int id = 0; id < IDS; id++) {
            TenantDesk desk = desks.get(id);
            if (desk != null) {
                here.add(desk);
            }
        }
        return here;
    }

    long lastNumber() {
        return lastNumber;
    }

    /** The words of the tenants that were retired, the last of each id. */
    ImmutableIntArray retiredWords() {
        ImmutableIntArray.Builder words = ImmutableIntArray.builder();
        for (int id = 0; id < IDS; id++) {
            if (isRetired[id]) {
                words.add(retired[id]);
            }
        }
        return words.build();
    }

    void restore(long number, ImmutableIntArray retiredWords) {
        lastNumber = number;
        for (int index = 0; index < retiredWords.length(); index++) {
            int id = TenantWord.id(retiredWords.get(index));
            retired[id] = retiredWords.get(index);
            isRetired[id] = true;
        }
    }

    void restore(TenantDesk desk) {
        desks.set(TenantWord.id(desk.word), desk);
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
        op.limitNanos = inbox.deadlineNanos(0);
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
        Admission answer = governing.admit(op, desk);
        switch (answer) {
            case ADMITTED -> enqueue(op, desk, context);
            case REPEATED -> {
                if (desk.governor.hasOutcome()) {
                    course.repeat(op, desk.governor);
                } else if (desk.repeats >= desk.governor.policy().permits()) {
                    work.tally.now[Tally.REFUSED]++;
                    course.reject(
                            op,
                            FaultKind.OTHER,
                            "too many repeats wait",
                            "as many as the tenant's " + desk.governor.policy().permits()
                                    + " permits: wait for the first outcomes, or give the tenant more permits");
                } else {
                    op.stage = Stage.REPEAT;
                    work.queued(op, 1);
                    work.deadlines.schedule(op, op.limitNanos, op.number);
                    governing.firstOf(desk).repeats.add(op);
                }
            }
            case BLOCKED, COOLING, NO_PERMIT, OVER_BUDGET, OVERLOADED ->
                course.reject(
                        op,
                        answer == Admission.COOLING ? FaultKind.COOL_DOWN : FaultKind.OTHER,
                        answer.rule(),
                        Governing.detail(answer, desk.governor.blocked(), op.retryAfterNanos));
        }
    }

    private void enqueue(Op op, TenantDesk desk, CallContext context) {
        long lane;
        context.enter(op);
        try {
            lane = context.handler().lane(context.words());
        } catch (Throwable thrown) {
            course.handlerFailed(op, Course.textOf(thrown));
            course.reject(
                    op, FaultKind.EXECUTION_FAILED, "the handler threw when asked for the lane", Course.textOf(thrown));
            return;
        } finally {
            context.leave();
        }
        boolean isInTurn = lane == OpHandler.NO_LANE || desk.enterLane(op, lane);
        op.stage = isInTurn ? Stage.QUEUED : Stage.IN_LANE;
        work.queued(op, 1);
        work.deadlines.schedule(op, op.limitNanos, op.number);
        if (isInTurn) {
            work.turns.add(desk, op);
        }
    }

    private @Nullable TenantDesk deskOf(Op op) {
        int id = TenantWord.id(op.tenantWord);
        if (isRetired[id] && retired[id] == op.tenantWord) {
            course.reject(op, FaultKind.OTHER, "tenant revoked", "it was revoked before the request came in");
            return null;
        }
        TenantDesk desk = desks.get(id);
        if (desk != null && desk.word != op.tenantWord) {
            course.reject(
                    op,
                    FaultKind.OTHER,
                    "another generation of the tenant is here",
                    "id " + id + " has generation " + TenantWord.generation(desk.word) + ", the request is of "
                            + TenantWord.generation(op.tenantWord) + ": retire the old one first");
            return null;
        }
        return desk != null ? desk : newDesk(op, id);
    }

    private @Nullable TenantDesk newDesk(Op op, int id) {
        int tenantWord = op.tenantWord;
        TenantDesk desk;
        try {
            TenantProfile profile = Objects.requireNonNull(
                    work.services.tenants().profile(tenantWord), "it gave null: give a profile for every word");
            desk = new TenantDesk(tenantWord, profile, work.options.seed());
        } catch (Throwable thrown) {
            course.reject(
                    op, FaultKind.EXECUTION_FAILED, "the source of tenants has no such tenant", Course.textOf(thrown));
            return null;
        }
        desks.set(id, desk);
        work.tally.now[Tally.TENANTS]++;
        return desk;
    }
}
