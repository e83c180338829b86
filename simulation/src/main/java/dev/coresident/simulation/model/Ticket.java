package dev.coresident.simulation.model;

import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.CompletionListener;
import dev.coresident.simulation.scenario.Rule;
import dev.coresident.spi.layout.FaultCode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One submission: what it may do and how it may end, and, told by the product as its listener, how it did. A slot carries its serial, so
 * that a look at the ring finds it.
 */
public final class Ticket implements CompletionListener {
    /** Bit of {@link #allowed} for DONE. */
    public static final long DONE = 1;

    private static final long REVOKED_FAULTS =
            bit(FaultCode.TENANT_REVOKED) | bit(FaultCode.STALE_GENERATION) | bit(FaultCode.UNKNOWN_TENANT);

    /** Whose it is. */
    public final TenantModel tenant;
    /** What it asks for. */
    public final Op op;
    /** From 1, unique in a run. */
    public final int serial;

    private final Book book;

    int opcode;
    int level;
    int[] arguments = {};
    long number = -1;
    long submittedAt;

    /** Bit n: it may end with the fault of number n; bit 0: it may end well. */
    long allowed = DONE;

    int storeWord = -1;
    int countWord = -1;
    int counts;
    int countsWhenWrong;

    @Nullable
    BufferModel input;

    @Nullable
    BufferModel output;

    final List<ScanModel> scans = new ArrayList<>(1);
    boolean awaitsStoring;
    List<Ticket> items = List.of();
    int tag;
    /** Slots of its batch, the fence included; 1 without a batch. */
    int batchSlots = 1;

    @Nullable
    Ticket fence;

    /** Where it stands in the ring, or -1. */
    int slot = -1;
    /** Its slot was seen terminal. */
    boolean terminal;
    /** Its slot must not run any more. */
    boolean barred;
    /** A fault was injected into its slot: any end will do. */
    boolean tainted;
    /** Devices that were lost with it in their ring. */
    int lostRuns;
    /** It was in the ring of the device that was lost last, and is owed an end or another run. */
    boolean owed;
    /** Not before this moment, by the kernel's clock, it was put into the ring. */
    long standsSince;
    /** Its slot expired, as the product told. */
    boolean expired;
    /** Its ticket ended because its slot expired, and that slot may still run. */
    private boolean condemned;
    /** Of a fence: the items that were put back with it. */
    private int left;
    /** It ended, as the product told. */
    boolean ended;

    /** The device that ended it, or -1. */
    private int endedOn = -1;

    private boolean settled;
    private byte[] scanned = {};
    private int capacity;
    long visibleAt;
    long replacedAt;

    Ticket(Book book, TenantModel tenant, Op op, int serial) {
        this.book = book;
        this.tenant = tenant;
        this.op = op;
        this.serial = serial;
    }

    static long bit(FaultCode code) {
        return 1L << code.number();
    }

    /** May also end with a fault. */
    public Ticket orFault(FaultCode code) {
        allowed |= bit(code);
        return this;
    }

    /** Must end with a fault, or another that is allowed later. */
    public Ticket mustFault(FaultCode code) {
        allowed = (allowed & ~DONE) | bit(code);
        return this;
    }

    /** Stores its value into a word of the window. */
    public Ticket stores(int word) {
        storeWord = word;
        return this;
    }

    /** Counts a word of the window on, at most so often. */
    public Ticket counts(int word, int times) {
        countWord = word;
        counts = times;
        return this;
    }

    /** Counts so often although it faults. */
    public Ticket countsWhenWrong(int times) {
        countsWhenWrong = times;
        return this;
    }

    /** Names a buffer. */
    public Ticket reads(BufferModel buffer) {
        input = buffer;
        return this;
    }

    /** Scans bytes into a buffer. */
    public Ticket scans(byte[] bytes, int room, BufferModel into) {
        scanned = bytes;
        capacity = room;
        output = into;
        return this;
    }

    /** May look for a byte: the image that is bound now, or one that is bound before it runs; null for none. */
    public Ticket looksFor(@Nullable Byte target) {
        if (target != null) {
            scans.add(new ScanModel(target, scanned, capacity));
        }
        return this;
    }

    /** Ends in UNBOUND_OPCODE unless the opcode is bound before it runs. */
    public Ticket needsStoring() {
        awaitsStoring = true;
        return this;
    }

    /** Runs so many ops in one slot. */
    public Ticket packs(int ops) {
        tag = ops;
        return this;
    }

    /** Is the fence of a batch. */
    public Ticket fences(List<Ticket> batch) {
        items = batch;
        tag = serial;
        batchSlots = batch.size() + 1;
        for (Ticket item : batch) {
            item.batchSlots = batchSlots;
            item.fence = this;
        }
        return this;
    }

    /** The kernel's number of it. */
    public long number() {
        return number;
    }

    /** True if a buffer is named. */
    boolean names(BufferModel buffer) {
        return input == buffer || output == buffer;
    }

    /** It is about to be submitted with these words. */
    void words(int globalOpcode, int atLevel, int[] words) {
        opcode = globalOpcode;
        level = atLevel;
        arguments = words;
        number = tenant.accepted();
    }

    @Override
    @SuppressWarnings("CatchingUnchecked") // the pump would swallow it, and the run would look fine
    public void ended(Completion completion) {
        try {
            look(completion);
            book.afterEnd();
        } catch (RuntimeException | AssertionError thrown) {
            book.violate(Rule.NO_SURPRISE, "the look at the end of " + this + " failed: " + thrown);
        }
    }

    /** The same for a submission whose end was looked up. */
    public void look(Completion completion) {
        book.tick();
        if (ended) {
            book.violate(Rule.EXACTLY_ONCE, this + " ended a second time: " + completion);
            return;
        }
        if (completion.ticket() != number) {
            book.violate(Rule.EXACTLY_ONCE, this + " was told the end of ticket " + completion.ticket());
        }
        ended = true;
        endedOn = completion.fault().number() < Long.SIZE ? completion.incarnation() : -1;
        tenant.ended(this, completion.isDone());
        use(-1);
        judge(completion);
    }

    /** It ended, and its cell was taken again within the same call; of those that a batch holds all but the host's own faults end well. */
    public void overwritten() {
        ended = true;
        tenant.ended(this, !expired);
        if (!expired) {
            endedOn = book.comeback().incarnation();
            book.slotEnded(this, true);
            settle(true, FaultCode.NONE);
        }
    }

    void use(int change) {
        if (input != null) {
            input.use(change);
        }
        if (output != null) {
            output.use(change);
        }
    }

    private void judge(Completion completion) {
        FaultCode fault = completion.fault();
        if (completion.isDone()) {
            judgeDone(completion);
        } else if (fault.number() >= Long.SIZE) {
            judgeHostFault(fault);
        } else if (!tainted
                && (allowed >>> fault.number() & 1) == 0
                && !(tenant.isRevoked() && (REVOKED_FAULTS >>> fault.number() & 1) != 0)) {
            book.violate(Rule.EXACTLY_ONCE, this + " ended in " + fault + ", which nothing explains");
        }
        if (fault.number() < Long.SIZE) {
            book.comeback().ended(this, completion);
            book.slotEnded(this, completion.isDone());
            settle(completion.isDone(), fault);
        }
    }

    private void judgeDone(Completion completion) {
        if (barred) {
            book.violate(Rule.REVOCATION, this + " ran although it was not claimed when its tenant was unregistered");
        } else if ((allowed & DONE) == 0 && !tainted) {
            book.violate(op == Op.TABLE ? Rule.ISOLATION : Rule.EXACTLY_ONCE, this + " ended well and must not");
        } else if (!tainted) {
            Results.judge(book, this, completion);
        }
    }

    private void judgeHostFault(FaultCode fault) {
        boolean explained = switch (fault) {
            case DEVICE_LOST -> book.isOver() || mayBeLost();
            case KERNEL_CLOSED -> book.isClosing();
            case SLOT_EXPIRED -> expired;
            default -> false;
        };
        if (!explained) {
            book.violate(Rule.EXACTLY_ONCE, this + " ended in " + fault + ", which nothing explains");
        }
        if (fault == FaultCode.DEVICE_LOST && !settled) {
            settled = true;
            tenant.window().failed(this);
        }
        // An expired slot may still run: its effects stay possible until the device is lost.
        if (fault == FaultCode.SLOT_EXPIRED && slot >= 0) {
            condemned = true;
            tenant.condemn(this);
        }
    }

    /** True if its slot has not ended, whether its ticket has or not. */
    boolean isStanding() {
        return slot >= 0 && !terminal && (!ended || condemned);
    }

    /** Whether it may run on another device; of what faults anyway nobody can tell. */
    private boolean isRepeatable() {
        return switch (op) {
            case NOP, STORE, TABLE, SCAN, FENCE, WRONG -> true;
            case ADD, LOAD, SWAP, COPY, PRINT, PACK -> false;
        };
    }

    /** True if it was in the ring of a lost device and may stand in another. */
    private boolean mayRunAgain() {
        return isRepeatable() && (op == Op.FENCE || lostRuns <= book.comeback().mostReruns());
    }

    private boolean mayBeLost() {
        return owed && (!mayRunAgain() || op == Op.WRONG);
    }

    /** Before a fence forgets where its items stood: so many go back with it. */
    void countWhatIsLeft() {
        if (op == Op.FENCE && slot >= 0) {
            left = 0;
            for (Ticket item : items) {
                left += !item.ended && item.slot >= 0 && item.mayRunAgain() ? 1 : 0;
            }
        }
    }

    /** It is in the ring: what it should say there. */
    int word(int argument) {
        return argument == 0 && op == Op.FENCE && lostRuns > 0 ? left : arguments[argument];
    }

    /** It is seen in a slot: of one that has ended before only if a whole round, or a close, went by since the last look. */
    void stand(int place, long since) {
        if ((slot >= 0 && !ended)
                || condemned
                || (ended && endedOn != book.comeback().incarnation() && !book.isClosing())) {
            book.violate(
                    Rule.EXACTLY_ONCE, "%s stands in slot %d, too, or again after it ended".formatted(this, place));
        }
        slot = place;
        standsSince = since;
        if (lostRuns > 0 && !mayRunAgain()) {
            book.violate(
                    Rule.EXACTLY_ONCE,
                    "%s runs again after %d devices were lost with it, and must not".formatted(this, lostRuns));
        }
    }

    /** A swap that found another value counted nothing. */
    void swapMissed() {
        if (!settled) {
            settled = true;
            tenant.window().failed(this);
        }
    }

    /** The device is gone: if it runs again, all begins anew. */
    void deviceLost() {
        slot = -1;
        if (ended) {
            condemned = false;
            swapMissed(); // it expired and has not run
            return;
        }
        terminal = false;
        if (book.comeback().isExpected()) {
            tainted = false;
            barred |= tenant.isRevoked();
        }
        visibleAt = 0;
        if (settled) {
            settled = false;
            tenant.window().again(this);
        }
    }

    /** What it did can be seen from now on, or never will. */
    void settle(boolean well, FaultCode fault) {
        if (settled || (well && op == Op.SWAP && (endedOn < 0 || tainted))) {
            return; // only its results tell whether a swap counted
        }
        settled = true;
        if (well || (fault == FaultCode.INDEX_OUT_OF_BOUNDS && countsWhenWrong > 0)) {
            visibleAt = book.now();
            tenant.window().happened(this, well ? counts : countsWhenWrong);
        } else {
            tenant.window().failed(this);
        }
    }

    @Override
    public String toString() {
        return "submission %d (%s of %s at level %d%s)"
                .formatted(serial, op, tenant, level, slot < 0 ? "" : ", slot " + slot);
    }
}
