package dev.coresident.backend.sim.interpreter;

import dev.coresident.backend.sim.scan.Prepared;
import dev.coresident.backend.sim.worklist.PairGraph;
import dev.coresident.backend.sim.worklist.Traversal;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.TaskLayout;
import dev.coresident.spi.program.ScanLayout;
import dev.coresident.spi.program.WorklistLayout;
import org.jspecify.annotations.Nullable;

/**
 * WORKLIST_BLOCKING and WORKLIST_NON_BLOCKING: checks the image, the arguments, the ranges and the tasks, then visits pairs. Nothing is
 * written before everything was checked.
 */
final class WorklistOp {
    private static final int INPUT = 0;
    private static final int WORKLIST = 4;

    private WorklistOp() {}

    static int run(Frame frame, int imageHandle, boolean blocking) {
        HandleView handle = frame.handle;
        int fault = handle.resolve(frame.memory, imageHandle, frame.tenant.word);
        if (fault != 0) {
            return fault;
        }
        PairGraph graph = graph(frame, imageHandle);
        if (graph == null) {
            return FaultCode.BAD_IMAGE.number();
        }
        if (!admits(frame, graph.states(), blocking)) {
            return FaultCode.BAD_ARGUMENT.number();
        }
        fault = handle.resolve(frame.memory, frame.argument(INPUT), frame.tenant.word);
        if (fault != 0 || !handle.holds(unsigned(frame, 1), unsigned(frame, 2))) {
            return fault != 0 ? fault : FaultCode.HANDLE_BOUNDS.number();
        }
        long input = handle.start() + unsigned(frame, 1);
        fault = handle.resolveForWrite(frame.memory, frame.argument(WORKLIST), frame.tenant.word);
        long outputBytes = WorklistLayout.outputBytes(graph.states(), unsigned(frame, 9), unsigned(frame, 10));
        if (fault != 0
                || !handle.holds(unsigned(frame, 5), TaskLayout.BYTES * unsigned(frame, 6))
                || !handle.holds(unsigned(frame, 8), outputBytes)) {
            return fault != 0 ? fault : FaultCode.HANDLE_BOUNDS.number();
        }
        long worklist = handle.start();
        return visit(frame, graph, input, worklist + unsigned(frame, 5), worklist + unsigned(frame, 8), blocking);
    }

    private static int visit(Frame frame, PairGraph graph, long input, long tasks, long output, boolean blocking) {
        Traversal traversal = frame.traversal;
        long from = unsigned(frame, 3);
        long to = from + unsigned(frame, 2);
        boolean told = (frame.argument(7) & WorklistLayout.LAST) != 0;
        traversal
                .brought()
                .slot(frame.slotWord(SlotLayout.OPCODE), frame.tenant.word, frame.slotWord(SlotLayout.PRIORITY));
        traversal.brought().handles(frame.argument(INPUT), frame.argument(WORKLIST));
        traversal.brought().bounds(graph.states(), from, told ? to : 0xFFFF_FFFFL);
        if (!traversal.take(tasks, frame.argument(6))) {
            return FaultCode.BAD_ARGUMENT.number();
        }
        long taskRoom = unsigned(frame, 9);
        long budget = blocking ? WorklistLayout.MOST_VISITS : unsigned(frame, 11);
        traversal.run(graph, input, from, to, told, output, taskRoom, unsigned(frame, 10), budget);
        frame.output(output, TaskLayout.BYTES * traversal.left());
        frame.stateOutput(output + WorklistLayout.eventsAt(taskRoom), ScanLayout.EVENT_BYTES * traversal.events());
        frame.results(traversal.left(), (int) traversal.visits(), (int) traversal.events(), traversal.reason());
        return 0;
    }

    private static @Nullable PairGraph graph(Frame frame, int imageHandle) {
        HandleView handle = frame.handle;
        return handle.isImage()
                        && frame.scanner.image(imageHandle, handle.start(), handle.length())
                                instanceof Prepared.Nfa(var _, var _, var pairs, var _)
                ? pairs.graph()
                : null;
    }

    /** The arguments by themselves. */
    private static boolean admits(Frame frame, int states, boolean blocking) {
        long tasks = unsigned(frame, 6);
        long tasksAt = unsigned(frame, 5);
        long output = unsigned(frame, 8);
        long taskRoom = unsigned(frame, 9);
        long outputBytes = WorklistLayout.outputBytes(states, taskRoom, unsigned(frame, 10));
        long budget = unsigned(frame, 11);
        return (frame.argument(7) & ~WorklistLayout.LAST) == 0
                && unsigned(frame, 3) + unsigned(frame, 2) <= 0xFFFF_FFFFL
                && tasksAt % WorklistLayout.ALIGN_BYTES == 0
                && output % WorklistLayout.ALIGN_BYTES == 0
                && tasks <= taskRoom
                && taskRoom <= WorklistLayout.MOST_TASKS
                && (tasks == 0 || tasksAt + TaskLayout.BYTES * tasks <= output || output + outputBytes <= tasksAt)
                && budget <= (blocking ? 0 : WorklistLayout.VISITS_EACH * tasks);
    }

    private static long unsigned(Frame frame, int argument) {
        return Integer.toUnsignedLong(frame.argument(argument));
    }
}
