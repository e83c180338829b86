package dev.coresident.backend.sim.worklist;

import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.backend.sim.scan.engine.EventSink;
import dev.coresident.spi.layout.TaskLayout;
import dev.coresident.spi.program.WorklistLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * One worker's traversal of pairs. Not for two threads at once; its results stand until the next one.
 *
 * <p>At any moment the pairs that are left are: {@code now} from {@code first} on, at {@code index}; {@code next}, at the index behind
 * it; and the tasks from {@code unread} on, whose indices are larger still. Pairs of an index are visited in any order while all of them
 * will be, and by ascending state where a bound may come between them.
 */
public final class Traversal {
    private final MemorySegment heap;
    private final EventSink sink;
    private final TaskTable tasks;
    private final Brought brought = new Brought();
    private final Reports reports = new Reports();
    private PairSet now = new PairSet();
    private PairSet next = new PairSet();

    private long input;
    private long firstIndex;
    private long end;
    private boolean last;
    private long room;
    private long budget;

    private long index;
    /** Of {@link #now}, how many were visited. */
    private int first;

    private int unread;
    private long visits;
    private int left;
    private int reason;

    /** A traversal over a device's heap. */
    public Traversal(DeviceMemory memory) {
        this.heap = memory.heap();
        this.sink = new EventSink(memory.heap(), memory.words());
        this.tasks = new TaskTable(memory);
    }

    /** What the slot says of its tasks; to be filled before {@link #take}. */
    public Brought brought() {
        return brought;
    }

    /** Takes the tasks at a place in the heap in; false if one of them is not what the slot may take. */
    public boolean take(long place, int count) {
        if (tasks.take(place, count, brought)) {
            return true;
        }
        tasks.letGo();
        return false;
    }

    /**
     * Visits pairs, beginning with the tasks that were taken in; writes events and tasks left.
     *
     * @param graph the automaton
     * @param bytes where in the heap the byte of the first index is
     * @param from the first index
     * @param to the index behind the last byte
     * @param told true if the input ends there
     * @param output where in the heap the output is
     * @param taskRoom tasks that fit
     * @param eventRoom events that fit
     * @param most visits at most
     */
    public void run(
            PairGraph graph,
            long bytes,
            long from,
            long to,
            boolean told,
            long output,
            long taskRoom,
            long eventRoom,
            long most) {
        input = bytes;
        firstIndex = from;
        end = to;
        last = told;
        room = taskRoom;
        budget = most;
        visits = 0;
        unread = 0;
        sink.begin(output + WorklistLayout.eventsAt(taskRoom), eventRoom);
        begin(graph);
        reason = WorklistLayout.NOTHING;
        while (reason == WorklistLayout.NOTHING && seek()) {
            reason = visitIndex(graph);
        }
        left = 0;
        if (reason != WorklistLayout.NOTHING) {
            leave(output);
        }
        tasks.letGo();
    }

    private void begin(PairGraph graph) {
        now.begin(graph.root + 1);
        next.begin(graph.root + 1);
        first = 0;
        index = firstIndex - 1;
    }

    /** Goes to the next index that has pairs; false if none is left. */
    private boolean seek() {
        PairSet visited = now;
        now = next;
        next = visited;
        next.clear();
        first = 0;
        index++;
        if (now.size() == 0) {
            if (unread == tasks.count()) {
                return false;
            }
            index = tasks.index(unread);
            load(now, index);
        }
        load(next, index + 1);
        return true;
    }

    private void load(PairSet into, long at) {
        while (unread < tasks.count() && tasks.index(unread) == at) {
            into.add(tasks.state(unread++));
        }
    }

    /** Visits the pairs of an index; gives why it did not visit them all. */
    private int visitIndex(PairGraph graph) {
        if (index > end || (index == end && !last)) {
            return WorklistLayout.INPUT;
        }
        int allowed = (int) Math.min(now.size(), budget - visits);
        if (allowed == 0) {
            return WorklistLayout.BUDGET;
        }
        int byteClass = index < end ? graph.image.classOf()[byteHere() & 0xFF] : 0;
        boolean all = allowed == now.size() && fitsSurely(graph, byteClass);
        if (!all) {
            now.sort();
        }
        int accepts = gather(graph, allowed);
        if (reports.size() > sink.room()) {
            return WorklistLayout.EVENTS;
        }
        first = index == end ? allowed : all ? followAll(graph, byteClass) : follow(graph, byteClass, allowed);
        if (first < allowed) {
            accepts = gather(graph, first); // fewer: there is room for them
        }
        sink.report(reports.entries, 0, accepts, index - firstIndex);
        sink.report(reports.entries, accepts, reports.size(), index - firstIndex);
        visits += first;
        if (first == now.size()) {
            return WorklistLayout.NOTHING;
        }
        return first == allowed ? WorklistLayout.BUDGET : WorklistLayout.TASKS;
    }

    private byte byteHere() {
        return heap.get(ValueLayout.JAVA_BYTE, input + index - firstIndex);
    }

    /** True if no visit of this index can leave more than there is room for. */
    private boolean fitsSurely(PairGraph graph, int byteClass) {
        long most = now.size() + (long) tasks.count() - unread;
        if (most + graph.root + 1 <= room || index == end) {
            return true;
        }
        most += next.size();
        for (int i = 0; i < now.size() && most <= room; i++) {
            most += graph.mostNew(now.get(i), byteClass);
        }
        return most <= room;
    }

    /** Gathers what the first pairs report; gives how many of these are accept entries, the others being end entries. */
    private int gather(PairGraph graph, int pairs) {
        reports.clear();
        for (int i = 0; i < pairs; i++) {
            if (now.get(i) != graph.root) {
                reports.add(graph.image.acceptIndex(), graph.image.acceptList(), now.get(i));
            }
        }
        reports.settle(0);
        int accepts = reports.size();
        for (int i = 0; index == end && i < pairs; i++) {
            if (now.get(i) != graph.root) {
                reports.add(graph.image.endIndex(), graph.image.endList(), now.get(i));
            }
        }
        reports.settle(accepts);
        return accepts;
    }

    private int followAll(PairGraph graph, int byteClass) {
        for (int i = 0; i < now.size(); i++) {
            graph.follow(now.get(i), byteClass, next);
        }
        return now.size();
    }

    /** Visits pairs while what is left after the visit has room; gives how many. */
    private int follow(PairGraph graph, int byteClass, int allowed) {
        long behind = (long) tasks.count() - unread;
        int visited = 0;
        while (visited < allowed
                && now.size() - visited - 1 + next.size() + behind + graph.countNew(now.get(visited), byteClass, next)
                        <= room) {
            graph.follow(now.get(visited++), byteClass, next);
        }
        return visited;
    }

    /** Writes what is left, ascending: of this index, of the next one, and the tasks behind. */
    private void leave(long output) {
        now.sort();
        next.sort();
        int cursor = 0;
        for (int i = first; i < now.size(); i++) {
            cursor = leavePair(output, cursor, index, now.get(i));
        }
        for (int i = 0; i < next.size(); i++) {
            cursor = leavePair(output, cursor, index + 1, next.get(i));
        }
        for (int task = unread; task < tasks.count(); task++) {
            tasks.leaveBrought(task, output + TaskLayout.at(left++));
        }
    }

    private int leavePair(long output, int cursor, long at, int state) {
        int task = cursor;
        while (task < unread && (tasks.index(task) < at || (tasks.index(task) == at && tasks.state(task) < state))) {
            task++;
        }
        long row = output + TaskLayout.at(left);
        if (task < unread && tasks.index(task) == at && tasks.state(task) == state) {
            tasks.leaveBrought(task, row);
        } else {
            tasks.leaveReached(row, at, state, left + 1, brought, tasks.firstId());
        }
        left++;
        return task;
    }

    /** Tasks that were left. */
    public int left() {
        return left;
    }

    /** Pairs that were visited, u32. */
    public long visits() {
        return visits;
    }

    /** Events that were written. */
    public long events() {
        return sink.events();
    }

    /** Why tasks are left: of {@link WorklistLayout}. */
    public int reason() {
        return reason;
    }
}
