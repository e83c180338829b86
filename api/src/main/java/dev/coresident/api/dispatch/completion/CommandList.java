package dev.coresident.api.dispatch.completion;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableLongArray;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** The commands and latches of one op, what it waits for, and the answer that it is to be resumed with. The executor's owner's. */
public final class CommandList<O> {
    private final O owner;
    final ArrayList<Command<O>> commands = new ArrayList<>(2);
    final ArrayList<Latch<O>> latches = new ArrayList<>(1);
    private long awaited;
    private @Nullable Latch<O> awaitedLatch;
    private @Nullable Command<O> ready;

    /** Empty. */
    public CommandList(O owner) {
        this.owner = owner;
    }

    /** Whose they are. */
    public O owner() {
        return owner;
    }

    /** The command or latch on which the op is parked; 0 if on none, or when its answer is there. */
    public long awaited() {
        return awaited;
    }

    /** The answered command that the op is to be resumed with. */
    public @Nullable Command<O> ready() {
        return ready;
    }

    /** When the awaited latch times out, or {@link Long#MAX_VALUE}. */
    public long latchDeadlineNanos() {
        return awaitedLatch == null ? Long.MAX_VALUE : awaitedLatch.deadlineNanos;
    }

    /** Makes a latch. */
    public LatchOpening latch(CommandTable<O> table, long deadlineNanos, Completer... completers) {
        if (completers.length < 1 || completers.length > Completions.LATCH_COMMANDS) {
            throw new IllegalArgumentException("a latch has 1 to " + Completions.LATCH_COMMANDS + " commands, got "
                    + completers.length + ": use several");
        }
        ImmutableList.Builder<Command<O>> members = ImmutableList.builder();
        for (Completer completer : completers) {
            members.add(own(completer.id()));
        }
        if (latches.size() == Completions.LATCHES) {
            return new LatchOpening.Refused(Completions.LATCHES);
        }
        Latch<O> latch = new Latch<>(table.nextId(), members.build(), deadlineNanos);
        latches.add(latch);
        return new LatchOpening.Opened(latch.id);
    }

    /** Parks on a command or latch; on nothing but time for 0. What it waited for before it does not wait for any more. */
    public Parking park(long id) {
        awaited = 0;
        awaitedLatch = null;
        ready = null;
        if (id == 0) {
            return Parking.WAITING;
        }
        for (Command<O> command : commands) {
            if (command.id() == id) {
                return waitFor(id, null, command.arrival == 0 ? null : command);
            }
        }
        for (Latch<O> latch : latches) {
            if (latch.id == id) {
                return latch.fired ? Parking.FIRED : waitFor(id, latch, firstArrived(latch));
            }
        }
        return Parking.UNKNOWN;
    }

    /** An answer arrived: true if it is what the op waits for. */
    public boolean arrived(Command<O> command) {
        boolean isAwaited = awaitedLatch == null ? awaited == command.id() : awaitedLatch.commands.contains(command);
        if (isAwaited) {
            makeReady(command);
        }
        return isAwaited;
    }

    /** The time is up: the op waits no more. Gives what it waited for, 0 if for nothing but time. */
    public long timeOut() {
        long was = awaited;
        if (awaitedLatch != null) {
            awaitedLatch.fired = true;
        }
        awaited = 0;
        awaitedLatch = null;
        return was;
    }

    /** Takes the answer that is there. */
    public @Nullable Command<O> takeReady() {
        Command<O> command = ready;
        ready = null;
        return command;
    }

    /** What they are. */
    public SavedCommands save() {
        ImmutableList.Builder<SavedCommands.SavedLatch> saved = ImmutableList.builder();
        for (Latch<O> latch : latches) {
            ImmutableLongArray.Builder ids = ImmutableLongArray.builder();
            for (Command<O> command : latch.commands) {
                if (commands.contains(command)) {
                    ids.add(command.id()); // one that the op has consumed means nothing to the latch any more
                }
            }
            saved.add(new SavedCommands.SavedLatch(latch.id, ids.build(), latch.deadlineNanos, latch.fired));
        }
        return new SavedCommands(
                commands.stream().map(Command::save).collect(ImmutableList.toImmutableList()),
                saved.build(),
                awaited,
                ready == null ? 0 : ready.id());
    }

    void restore(SavedCommands saved) {
        for (SavedCommands.SavedLatch one : saved.latches()) {
            ImmutableList<Command<O>> members = commands.stream()
                    .filter(command -> one.commandIds().contains(command.id()))
                    .collect(ImmutableList.toImmutableList());
            Latch<O> latch = new Latch<>(one.latchId(), members, one.deadlineNanos());
            latch.fired = one.hasFired();
            latches.add(latch);
            if (latch.id == saved.awaited()) {
                awaitedLatch = latch;
            }
        }
        awaited = saved.awaited();
        for (Command<O> command : commands) {
            if (command.id() == saved.ready()) {
                ready = command;
            }
        }
    }

    void add(Command<O> command) {
        commands.add(command);
    }

    void remove(Command<O> command) {
        commands.remove(command);
    }

    void clear() {
        commands.clear();
        latches.clear();
        awaited = 0;
        awaitedLatch = null;
        ready = null;
    }

    private Parking waitFor(long id, @Nullable Latch<O> latch, @Nullable Command<O> answered) {
        awaited = id;
        awaitedLatch = latch;
        if (answered == null) {
            return Parking.WAITING;
        }
        makeReady(answered);
        return Parking.READY;
    }

    private void makeReady(Command<O> command) {
        if (awaitedLatch != null) {
            awaitedLatch.fired = true;
        }
        awaited = 0;
        awaitedLatch = null;
        ready = command;
    }

    private @Nullable Command<O> firstArrived(Latch<O> latch) {
        Command<O> first = null;
        for (Command<O> command : latch.commands) {
            if (command.arrival != 0
                    && commands.contains(command)
                    && (first == null || command.arrival < first.arrival)) {
                first = command;
            }
        }
        return first;
    }

    private Command<O> own(long id) {
        for (Command<O> command : commands) {
            if (command.id() == id) {
                return command;
            }
        }
        throw new IllegalArgumentException(
                "command " + id + " is not one that this op has open: make latches of the op's own commands");
    }
}
