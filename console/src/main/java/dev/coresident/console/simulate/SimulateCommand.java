package dev.coresident.console.simulate;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import dev.coresident.console.terminal.CommandFailure;
import dev.coresident.console.terminal.ExitCode;
import dev.coresident.console.terminal.Terminal;
import dev.coresident.console.terminal.Units;
import dev.coresident.simulation.Exhaustive;
import dev.coresident.simulation.Finding;
import dev.coresident.simulation.Hunt;
import dev.coresident.simulation.HuntOptions;
import dev.coresident.simulation.HuntReport;
import dev.coresident.simulation.Script;
import dev.coresident.simulation.Simulator;
import dev.coresident.simulation.scenario.Fault;
import dev.coresident.simulation.scenario.MoveSet;
import dev.coresident.simulation.scenario.Scenario;
import dev.coresident.simulation.scenario.ScheduleKind;
import dev.coresident.simulation.scenario.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code coresident simulate}. Everything on standard output is the same on every machine, unless {@code --minutes} ends the hunt. */
@Command(
        name = "simulate",
        description =
                "Runs host and simulated device under faults, in orders that a seed decides, and checks every rule.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Faults: stall, kill, lose, reset-in-drain, corrupt-status, corrupt-tenant, duplicate, delay, ring-full, heap-full,"
                    + " pump-paused, clock-jump, revoke, shutdown.",
            "A violation is shown with its rule, its seed, the fewest moves that still show it, and the command that replays it.",
            "Exit codes: 0 no violation, 1 a violation, 2 on error, 130 when interrupted."
        })
public final class SimulateCommand implements Callable<Integer> {
    private static final String ALL_FAULTS = "all";
    private static final int SEEDS = 1_000;
    private static final long NANOS_A_MINUTE = 60_000_000_000L;

    private final Terminal terminal;

    @Option(names = "--seeds", paramLabel = "N", description = "Runs at most (default: 1000, with --minutes no bound).")
    private @Nullable Long seeds;

    @Option(names = "--minutes", paramLabel = "M", description = "Stop after so many minutes, fractions allowed.")
    private @Nullable Double minutes;

    @Option(names = "--from", paramLabel = "SEED", description = "The first seed of the hunt (default: 0).")
    private long from;

    @Option(
            names = "--faults",
            paramLabel = "LIST",
            description = "What may go wrong: names with commas between, all, or none (default: all).")
    private String faults = ALL_FAULTS;

    @Option(
            names = "--schedule",
            paramLabel = "KIND",
            converter = Schedules.class,
            completionCandidates = Schedules.class,
            description = "${COMPLETION-CANDIDATES} (default: uniform). pct: workers by priority, with few changes;"
                    + " exhaustive: every order of a short script.")
    private ScheduleKind schedule = ScheduleKind.UNIFORM;

    @Option(names = "--seed", paramLabel = "S", description = "Run this one seed and print its trace hash.")
    private @Nullable Long seed;

    @Option(
            names = "--keep",
            paramLabel = "MOVES",
            description = "With --seed: make these moves of it alone, for instance 3,17-20.")
    private @Nullable String keep;

    @Option(
            names = "--script",
            paramLabel = "MOVES",
            description = "With --seed: make these moves, for instance register,submit*3,poll,step*20,lose.")
    private @Nullable String script;

    @Option(names = "--moves", description = "With --seed: print each move.")
    private boolean moves;

    @Option(
            names = "--hosted",
            description =
                    "Instead: scans whose input the host fetches from a slow source that fails, on devices that are lost.")
    private boolean hosted;

    /** The command on a terminal. */
    public SimulateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws CommandFailure, IOException {
        Long one = seed;
        ImmutableSet<Fault> chosen = parsed(faults, Fault::parse);
        if (one == null && schedule != ScheduleKind.EXHAUSTIVE && (keep != null || script != null || moves)) {
            throw new CommandFailure("--keep, --script and --moves are for one run: add --seed");
        }
        if (one != null && (seeds != null || minutes != null)) {
            throw new CommandFailure("--seed is for one run: leave --seeds and --minutes out");
        }
        if (minutes != null && !(minutes > 0)) {
            throw new CommandFailure("--minutes is more than 0, got " + minutes);
        }
        if (hosted) {
            if (minutes != null || keep != null || script != null || moves || schedule != ScheduleKind.UNIFORM) {
                throw new CommandFailure("--hosted goes with --seeds and --from, or --seed, alone");
            }
            return new HostedHunt(terminal)
                    .run(one == null ? from : one, one != null ? 1 : seeds != null ? seeds : SEEDS);
        }
        if (schedule == ScheduleKind.EXHAUSTIVE) {
            if (keep != null
                    || moves
                    || seeds != null
                    || !List.of(ALL_FAULTS, "none").contains(faults)) {
                throw new CommandFailure(
                        "--schedule exhaustive tries every order of one script without faults: leave --keep, --moves, --seeds and --faults out");
            }
            return exhaust(one == null ? from : one);
        }
        return one != null ? runOne(scenario(one, chosen)) : hunt(chosen);
    }

    private static <T> T parsed(String text, Function<String, T> parser) throws CommandFailure {
        try {
            return parser.apply(text);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private Scenario scenario(long ofSeed, ImmutableSet<Fault> chosen) throws CommandFailure {
        Scenario scenario = Scenario.of(ofSeed, schedule, chosen);
        if (script != null) {
            ImmutableList<String> names = parsed(script, Script::parse);
            scenario = Scenario.scripted(ofSeed, schedule, names);
        }
        return keep == null ? scenario : scenario.with(parsed(keep, MoveSet::parse));
    }

    private int runOne(Scenario scenario) throws IOException {
        Simulator simulator = Simulator.open();
        if (moves) {
            print(simulator.tell(scenario));
        }
        Verdict verdict = simulator.run(scenario);
        print("seed %d: %d moves, %d device steps, %d submissions, %d faults"
                .formatted(
                        scenario.seed(),
                        verdict.movesMade(),
                        verdict.deviceSteps(),
                        verdict.submissions(),
                        verdict.faults()));
        print("trace hash %016x".formatted(verdict.traceHash()));
        if (verdict.passed()) {
            print("no rule was violated");
            return ExitCode.DONE;
        }
        if (keep == null) {
            tell(simulator, simulator.shrink(verdict));
        } else {
            print(ViolationText.of(simulator, verdict));
        }
        return ExitCode.NO_MATCH;
    }

    /** The same script in every order, on strong and on weak memory; the answer does not depend on time unless that is up. */
    private int exhaust(long ofSeed) throws IOException, CommandFailure {
        ImmutableList<String> names = script == null ? Exhaustive.SCRIPT : parsed(script, Script::parse);
        long end = minutes == null ? Long.MAX_VALUE : System.nanoTime() + (long) (minutes * NANOS_A_MINUTE);
        Simulator simulator = Simulator.open();
        terminal.interruption().guard(() -> {});
        print("every order of %s with two workers, seed %d".formatted(String.join(",", names), ofSeed));
        for (String memory : List.of("coherent", "weak")) {
            Exhaustive search = Exhaustive.search(
                    simulator,
                    ofSeed,
                    names,
                    memory,
                    () -> !terminal.interruption().happened() && System.nanoTime() < end);
            print("memory %s: %s states in %s runs%s"
                    .formatted(
                            memory,
                            Units.count(search.states()),
                            Units.count(search.runs()),
                            search.complete() ? ", all there are" : ""));
            if (search.violated() != null && search.violated().violation() != null) {
                print("VIOLATION of " + search.violated().violation().rule() + ": "
                        + search.violated().violation().what());
                return ExitCode.NO_MATCH;
            }
        }
        print("no rule was violated");
        return ExitCode.DONE;
    }

    private int hunt(ImmutableSet<Fault> chosen) throws IOException, CommandFailure {
        Double limit = minutes;
        long bound = seeds != null ? seeds : limit != null ? Long.MAX_VALUE : SEEDS;
        HuntOptions options = parsed("", nothing -> new HuntOptions(from, bound, schedule, chosen));
        Simulator simulator = Simulator.open();
        Hunt hunt = new Hunt(simulator, options);
        long begin = System.nanoTime();
        long limitNanos = limit == null ? Long.MAX_VALUE : (long) (limit * NANOS_A_MINUTE);
        terminal.interruption().guard(() -> {});
        HuntReport report;
        try (HuntProgress _ = HuntProgress.start(terminal, hunt, seeds == null ? 0 : bound)) {
            report = hunt.run(() -> !terminal.interruption().happened() && System.nanoTime() - begin < limitNanos);
        }
        long nanos = System.nanoTime() - begin;
        print("%s seeds from %d, schedule %s, faults %s"
                .formatted(Units.count(report.seeds()), from, schedule.label(), Fault.format(chosen)));
        print("%s moves, %s device steps, %s submissions, %s faults, trace hash %016x"
                .formatted(
                        Units.count(report.moves()),
                        Units.count(report.deviceSteps()),
                        Units.count(report.submissions()),
                        Units.count(report.faults()),
                        report.traceHash()));
        terminal.err()
                .println(Units.nanos(nanos) + ", " + Units.count((long) (report.deviceSteps() * 1e9 / nanos))
                        + " device steps a second");
        Finding finding = report.finding();
        if (finding == null) {
            print("no rule was violated");
            return ExitCode.DONE;
        }
        tell(simulator, finding);
        return ExitCode.NO_MATCH;
    }

    private void tell(Simulator simulator, Finding finding) throws IOException {
        print(ViolationText.of(simulator, finding));
    }

    private void print(List<String> lines) throws IOException {
        for (String line : lines) {
            print(line);
        }
    }

    private void print(String line) throws IOException {
        terminal.out().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }
}
