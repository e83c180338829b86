package dev.coresident.api.dispatch.completion;

import com.google.common.primitives.ImmutableLongArray;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * All commands of an executor: what is open, the bytes in flight, and the queue of answers on their way to the executor. Answers are
 * pushed by any thread onto a stack that the executor takes as a whole and turns round, so that they come in the order in which they were
 * pushed. Opening and taking are one thread's.
 */
public final class CommandTable<O> {
    static final CompletionAnswer ACCEPTED = new CompletionAnswer.Accepted();
    private static final CompletionAnswer LATE = new CompletionAnswer.Late();
    private static final CompletionAnswer DUPLICATE = new CompletionAnswer.Duplicate();

    private final CompletionLimits limits;
    private final Runnable wake;
    private final AtomicReference<@Nullable Command<O>> pushed = new AtomicReference<>();
    private final AtomicLong inFlightBytes = new AtomicLong();
    private final AtomicLong late = new AtomicLong();
    private final AtomicLong duplicate = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();
    // Looked up by any thread, never walked.
    private final ConcurrentHashMap<Long, Command<O>> byId = new ConcurrentHashMap<>();
    private int open;
    private int abandoned;
    private long lastId;
    private long arrivals;
    private @Nullable Command<O> firstArrived;
    private @Nullable Command<O> lastArrived;

    /** Empty. */
    public CommandTable(CompletionLimits limits) {
        this(limits, () -> {});
    }

    /**
     * Empty.
     *
     * @param wake called by whoever answered, after the answer is there to be collected
     */
    public CommandTable(CompletionLimits limits, Runnable wake) {
        this.limits = limits;
        this.wake = wake;
    }

    /** The bounds. */
    public CompletionLimits limits() {
        return limits;
    }

    /** Opens a command of an op. */
    public CommandOpening open(CommandList<O> list, int reservedBytes) {
        if (reservedBytes < 0 || reservedBytes > limits.resultBytes()) {
            refused.incrementAndGet();
            return new CommandOpening.Refused(CompletionRefusal.RESULT_TOO_LARGE, reservedBytes, limits.resultBytes());
        }
        if (open == limits.open()) {
            refused.incrementAndGet();
            return new CommandOpening.Refused(CompletionRefusal.TOO_MANY_OPEN, open + 1L, limits.open());
        }
        if (!recharge(0, reservedBytes)) {
            refused.incrementAndGet();
            return new CommandOpening.Refused(
                    CompletionRefusal.IN_FLIGHT_BYTES, inFlightBytes.get() + reservedBytes, limits.inFlightBytes());
        }
        return new CommandOpening.Opened(new Completer(add(list, nextId(), reservedBytes)));
    }

    /** The handle of a command that is open, for one who has only its id. Any thread. */
    public Optional<Completer> completer(long id) {
        return Optional.ofNullable(byId.get(id)).map(Completer::new);
    }

    /** Takes in what was answered since, which {@link #nextArrived} gives; says how many that was. */
    public int collect() {
        Command<O> newest = pushed.getAndSet(null);
        Command<O> oldest = null;
        Command<O> last = newest;
        int count = 0;
        while (newest != null) {
            count++;
            Command<O> before = newest.next;
            newest.next = oldest;
            oldest = newest;
            newest = before;
        }
        if (oldest == null) {
            return 0;
        }
        if (lastArrived == null) {
            firstArrived = oldest;
        } else {
            lastArrived.next = oldest;
        }
        lastArrived = last;
        return count;
    }

    /**
     * The next that was answered and whose op has not ended, noted as arrived; null if there is none. One whose op has ended is counted as
     * late and freed.
     */
    public @Nullable Command<O> nextArrived() {
        while (firstArrived != null) {
            Command<O> command = firstArrived;
            firstArrived = command.next;
            if (firstArrived == null) {
                lastArrived = null;
            }
            command.next = null;
            if (!command.isAbandoned) {
                command.arrival = ++arrivals;
                return command;
            }
            CompletionAnswer _ = countLate();
            abandoned--;
            free(command);
        }
        return null;
    }

    /** True if something was answered that was not collected. Any thread. */
    public boolean isAnswered() {
        return pushed.get() != null;
    }

    /** True if something was answered that was not taken. The executor's owner. */
    public boolean hasArrivals() {
        return firstArrived != null || pushed.get() != null;
    }

    /** Takes one that arrived from its op, which is to be resumed with it. {@link #free} must follow. */
    public void take(Command<O> command) {
        command.list().remove(command);
    }

    /** Gives back the place and the bytes of one that was taken. */
    public void free(Command<O> command) {
        byId.remove(command.id());
        open--;
        boolean _ = recharge(command.chargedBytes, 0);
        command.chargedBytes = 0;
    }

    /** The op ended: closes what it had open. */
    public void closeAll(CommandList<O> list) {
        for (int index = 0; index < list.commands.size(); index++) {
            Command<O> command = list.commands.get(index);
            if (command.close() || command.arrival != 0) {
                free(command);
            } else {
                command.isAbandoned = true;
                abandoned++;
            }
        }
        list.clear();
    }

    /**
     * What belongs to no op, or empty while an answer is being handed in by another thread. What was answered is taken in first.
     *
     * @param lists those of all ops
     */
    public Optional<SavedCommands.SavedTable> save(Iterable<CommandList<O>> lists) {
        int _ = collect();
        dropAbandoned();
        boolean isMoving = abandoned > 0;
        for (CommandList<O> list : lists) {
            for (Command<O> command : list.commands) {
                isMoving |= command.isBeingAnswered();
            }
        }
        if (isMoving) {
            return Optional.empty();
        }
        int _ = collect();
        ImmutableLongArray.Builder underWay = ImmutableLongArray.builder();
        for (Command<O> command = firstArrived; command != null; command = command.next) {
            underWay.add(command.id());
        }
        return Optional.of(new SavedCommands.SavedTable(
                lastId, arrivals, late.get(), duplicate.get(), refused.get(), underWay.build()));
    }

    /** Goes on where another table was saved; the ops' lists come next, then {@link #restoreUnderWay}. */
    public void restore(SavedCommands.SavedTable saved) {
        lastId = saved.lastId();
        arrivals = saved.arrivals();
        late.set(saved.late());
        duplicate.set(saved.duplicate());
        refused.set(saved.refused());
    }

    /** Fills the list of an op. */
    public void restore(CommandList<O> list, SavedCommands saved) {
        for (SavedCommands.SavedCommand one : saved.commands()) {
            boolean _ = recharge(0, one.chargedBytes());
            add(list, one.commandId(), one.chargedBytes()).restore(one);
        }
        list.restore(saved);
    }

    /** Lets the answers come that had not arrived. */
    public void restoreUnderWay(SavedCommands.SavedTable saved) {
        for (int index = 0; index < saved.underWay().length(); index++) {
            Command<O> command = byId.get(saved.underWay().get(index));
            if (command == null) {
                throw new IllegalArgumentException("command " + saved.underWay().get(index)
                        + " was answered and is no op's: the snapshot is torn");
            }
            enqueue(command);
        }
        int _ = collect();
    }

    private void dropAbandoned() {
        Command<O> command = firstArrived;
        firstArrived = null;
        lastArrived = null;
        while (command != null) {
            Command<O> following = command.next;
            command.next = null;
            if (command.isAbandoned) {
                CompletionAnswer _ = countLate();
                abandoned--;
                free(command);
            } else if (lastArrived == null) {
                firstArrived = command;
                lastArrived = command;
            } else {
                lastArrived.next = command;
                lastArrived = command;
            }
            command = following;
        }
    }

    /** How many are open, those included whose answer is on its way. The executor's owner. */
    public int open() {
        return open;
    }

    /** The bytes reserved and held. Any thread. */
    public long inFlightBytes() {
        return inFlightBytes.get();
    }

    /** Answers to ops that had ended. Any thread. */
    public long late() {
        return late.get();
    }

    /** Second answers. Any thread. */
    public long duplicate() {
        return duplicate.get();
    }

    /** Commands and answers that hit a bound. Any thread. */
    public long refused() {
        return refused.get();
    }

    long nextId() {
        return ++lastId;
    }

    Command<O> add(CommandList<O> list, long id, long reservedBytes) {
        Command<O> command = new Command<>(this, list, id, reservedBytes);
        byId.put(id, command);
        list.add(command);
        open++;
        return command;
    }

    CompletionAnswer countLate() {
        late.incrementAndGet();
        return LATE;
    }

    CompletionAnswer countDuplicate() {
        duplicate.incrementAndGet();
        return DUPLICATE;
    }

    void countRefused() {
        refused.incrementAndGet();
    }

    void enqueue(Command<O> command) {
        Command<O> before;
        do {
            before = pushed.get();
            command.next = before;
        } while (!pushed.compareAndSet(before, command));
        if (before == null) {
            wake.run(); // who answers after him finds him not collected yet
        }
    }

    boolean recharge(long before, long after) {
        long change = after - before;
        while (true) {
            long charged = inFlightBytes.get();
            if (change > 0 && charged + change > limits.inFlightBytes()) {
                return false;
            }
            if (change == 0 || inFlightBytes.compareAndSet(charged, charged + change)) {
                return true;
            }
        }
    }
}
