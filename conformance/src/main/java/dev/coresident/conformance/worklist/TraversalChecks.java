package dev.coresident.conformance.worklist;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;

import dev.coresident.conformance.rule.Trial;
import dev.coresident.conformance.worklist.WorklistBench.Left;
import dev.coresident.conformance.worklist.WorklistBench.Slot;
import dev.coresident.oracles.SetAutomaton;
import dev.coresident.spi.layout.TaskLayout;
import dev.coresident.spi.program.WorklistLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/** What traversals visit, report and leave. */
final class TraversalChecks {
    private TraversalChecks() {}

    private static SetAutomaton automaton(SplittableRandom random) {
        int states = 1 + random.nextInt(random.nextInt(4) == 0 ? 150 : 20);
        return new SetAutomaton(random, states, 1 + random.nextInt(states), 1 + random.nextInt(4));
    }

    private static byte[] text(SplittableRandom random, int length) {
        byte[] text = new byte[length];
        random.nextBytes(text);
        int mask = random.nextInt(3) == 0 ? 0xFF : random.nextInt(8);
        for (int i = 0; i < length; i++) {
            text[i] &= (byte) mask;
        }
        return text;
    }

    private static void fill(WorklistBench bench, SplittableRandom random) {
        bench.put(automaton(random), text(random, random.nextInt(120)));
    }

    static void blockingReportsWhatScanReports(Trial trial) throws Exception {
        WorklistBench bench = new WorklistBench(trial);
        SplittableRandom random = trial.random();
        int events = 0;
        for (int round = 0; round < 60; round++) {
            fill(bench, random);
            List<Integer> scanned = bench.scanned();
            List<Task> tasks = bench.tasks(Pairs.whole(bench.automaton()));
            Left left = bench.run(bench.whole(true, tasks.size()), tasks);
            equal("the events of the blocking traversal", left.events(), scanned);
            equal("the tasks left", left.tasks(), List.of());
            number("the reason", left.reason(), WorklistLayout.NOTHING);
            events += scanned.size() / 2;
        }
        trial.note("60 automata, " + events + " events");
    }

    static void traversalsEqualTheNaiveOne(Trial trial) throws Exception {
        WorklistBench bench = new WorklistBench(trial);
        SplittableRandom random = trial.random();
        int[] reasons = new int[5];
        for (int round = 0; round < 50; round++) {
            fill(bench, random);
            for (int slot = 0; slot < 8; slot++) {
                Slot one = slot(bench, random);
                List<Task> tasks = some(bench, random, one);
                int room = tasks.size() + (random.nextInt(3) == 0 ? random.nextInt(6) : random.nextInt(400));
                int budget = one.blocks() ? 0 : random.nextInt(WorklistLayout.VISITS_EACH * tasks.size() + 1);
                int eventRoom = random.nextBoolean() ? WorklistBench.EVENTS : random.nextInt(30);
                one = new Slot(one.blocks(), one.from(), one.bytes(), one.index(), one.told(), room, eventRoom, budget);
                reasons[bench.visit(one, tasks).reason()]++;
            }
        }
        for (int reason = 0; reason < reasons.length; reason++) {
            that(reasons[reason] > 0, "no traversal ended for the reason " + reason + ": the check is too tame");
        }
        trial.note("400 traversals");
    }

    private static Slot slot(WorklistBench bench, SplittableRandom random) {
        int from = random.nextInt(bench.length() + 1);
        int bytes = random.nextInt(bench.length() - from + 1);
        long index = random.nextInt(4) == 0 ? 0xFFFF_FFFFL - bytes - random.nextInt(3) : random.nextInt(50);
        return new Slot(random.nextBoolean(), from, bytes, index, random.nextBoolean(), 0, 0, 0);
    }

    /** Tasks that the slot may take, with words of all kinds where they are free. */
    private static List<Task> some(WorklistBench bench, SplittableRandom random, Slot slot) {
        TreeSet<Long> pairs = new TreeSet<>();
        int count = random.nextInt(random.nextInt(3) == 0 ? 60 : 6);
        long last = slot.told() ? slot.index() + slot.bytes() : Math.min(slot.index() + slot.bytes() + 3, 0xFFFF_FFFFL);
        for (int i = 0; i < count; i++) {
            pairs.add(Pairs.pair(
                    random.nextLong(slot.index(), last + 1),
                    random.nextInt(bench.automaton().states() + 1)));
        }
        int[] states = {TaskLayout.READY, TaskLayout.YIELDED, TaskLayout.REQUEUED};
        List<Task> tasks = new ArrayList<>();
        for (Task task : bench.tasks(List.copyOf(pairs))) {
            tasks.add(task.with(TaskLayout.STATE, states[random.nextInt(3)])
                    .with(TaskLayout.OPCODE, random.nextInt())
                    .with(TaskLayout.PRIORITY, random.nextInt())
                    .with(TaskLayout.RESUME_EPOCH, random.nextInt())
                    .with(TaskLayout.TASK_ID, random.nextInt())
                    .with(TaskLayout.PARENT_ID, random.nextInt())
                    .with(TaskLayout.AGE, random.nextInt(3) - 1)
                    .with(TaskLayout.REQUEUES, random.nextInt(3) - 1)
                    .with(TaskLayout.YIELDS, random.nextInt())
                    .with(TaskLayout.FLAGS, random.nextInt()));
        }
        return tasks;
    }

    static void turnsReportWhatBlockingReports(Trial trial) throws Exception {
        WorklistBench bench = new WorklistBench(trial);
        SplittableRandom random = trial.random();
        for (int round = 0; round < 25; round++) {
            fill(bench, random);
            List<Task> tasks = bench.tasks(Pairs.whole(bench.automaton()));
            Left whole = bench.run(bench.whole(true, tasks.size()), tasks);
            Map<Long, Set<Integer>> found = new TreeMap<>();
            long visits = 0;
            while (!tasks.isEmpty()) {
                Left left = bench.visit(bench.whole(false, tasks.size()), tasks);
                that(left.visits() > 0, "a turn of " + tasks.size() + " tasks visited nothing");
                collect(left.events(), found);
                visits += left.visits();
                tasks = left.tasks();
            }
            number("the visits of all turns", visits, whole.visits());
            Map<Long, Set<Integer>> expected = new TreeMap<>();
            collect(whole.events(), expected);
            equal("the matches of all turns", found, expected);
        }
    }

    private static void collect(List<Integer> events, Map<Long, Set<Integer>> into) {
        for (int i = 0; i < events.size(); i += 2) {
            into.computeIfAbsent((long) events.get(i + 1), _ -> new HashSet<>()).add(events.get(i));
        }
    }

    static void aSpilledFrontierGoesOnInParts(Trial trial) throws Exception {
        WorklistBench bench = new WorklistBench(trial);
        SplittableRandom random = trial.random();
        int spills = 0;
        for (int round = 0; round < 20; round++) {
            bench.put(new SetAutomaton(random, 40, 40, 2), text(random, random.nextInt(40)));
            List<Task> tasks = bench.tasks(Pairs.whole(bench.automaton()));
            Map<Long, Set<Integer>> expected = new TreeMap<>();
            collect(bench.run(bench.whole(true, tasks.size()), tasks).events(), expected);
            Map<Long, Set<Integer>> found = new TreeMap<>();
            while (!tasks.isEmpty()) {
                Map<Long, Task> next = new TreeMap<>();
                for (int from = 0; from < tasks.size(); from += 4) {
                    List<Task> shard = tasks.subList(from, Math.min(from + 4, tasks.size()));
                    int room = shard.size() + 14;
                    Slot slot = new Slot(true, 0, bench.length(), 0, true, room, WorklistBench.EVENTS, 0);
                    Left left = bench.visit(slot, shard);
                    that(left.visits() > 0, "a shard of " + shard + " did not get further");
                    spills += left.reason() == WorklistLayout.TASKS ? 1 : 0;
                    collect(left.events(), found);
                    left.tasks().forEach(task -> next.put(task.pair(), task));
                }
                tasks = List.copyOf(next.values());
            }
            equal("the matches of all shards", found, expected);
        }
        that(spills > 0, "no shard was ever without room: the check is too tame");
        trial.note(spills + " spills");
    }

    static void littleRoomForEventsLosesNone(Trial trial) throws Exception {
        WorklistBench bench = new WorklistBench(trial);
        SplittableRandom random = trial.random();
        for (int round = 0; round < 20; round++) {
            fill(bench, random);
            List<Task> tasks = bench.tasks(Pairs.whole(bench.automaton()));
            List<Integer> expected =
                    bench.run(bench.whole(true, tasks.size()), tasks).events();
            List<Integer> found = new ArrayList<>();
            while (!tasks.isEmpty()) {
                Slot slot = new Slot(true, 0, bench.length(), 0, true, WorklistBench.MOST, 80, 0);
                Left left = bench.visit(slot, tasks);
                found.addAll(left.events());
                tasks = left.tasks();
            }
            equal("the events of all slots", found, expected);
        }
    }

    static void rangesFollowEachOther(Trial trial) throws Exception {
        WorklistBench bench = new WorklistBench(trial);
        SplittableRandom random = trial.random();
        for (int round = 0; round < 30; round++) {
            fill(bench, random);
            List<Task> tasks = bench.tasks(Pairs.whole(bench.automaton()));
            List<Integer> expected =
                    bench.run(bench.whole(true, tasks.size()), tasks).events();
            List<Integer> found = new ArrayList<>();
            int at = 0;
            while (!tasks.isEmpty()) {
                int bytes = Math.min(bench.length() - at, random.nextInt(40));
                boolean told = at + bytes == bench.length();
                Slot slot = new Slot(true, at, bytes, at, told, WorklistBench.MOST, WorklistBench.EVENTS, 0);
                Left left = bench.visit(slot, tasks);
                for (int i = 0; i < left.events().size(); i += 2) {
                    found.add(left.events().get(i));
                    found.add(left.events().get(i + 1) + at);
                }
                tasks = left.tasks();
                at += bytes;
            }
            equal("the events of all ranges", found, expected);
        }
    }

    static void slotsMayRunTwice(Trial trial) throws Exception {
        WorklistBench bench = new WorklistBench(trial);
        SplittableRandom random = trial.random();
        for (int round = 0; round < 20; round++) {
            fill(bench, random);
            Slot slot = slot(bench, random);
            List<Task> tasks = some(bench, random, slot);
            int budget = slot.blocks() ? 0 : WorklistLayout.VISITS_EACH * tasks.size();
            slot = new Slot(slot.blocks(), slot.from(), slot.bytes(), slot.index(), slot.told(), 500, 500, budget);
            Left first = bench.visit(slot, tasks);
            Left again = bench.read(slot, bench.run(slot.blocks(), bench.arguments(slot, tasks.size())));
            equal("the second run of " + slot, again.toString(), first.toString());
        }
    }
}
