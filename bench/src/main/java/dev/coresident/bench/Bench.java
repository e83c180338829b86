package dev.coresident.bench;

import dev.coresident.bench.console.ConsoleCost;
import dev.coresident.bench.console.Soak;
import dev.coresident.bench.duel.DuelCommand;
import dev.coresident.bench.growth.Growth;
import dev.coresident.bench.hostloop.HostLoop;
import dev.coresident.bench.opencl.OpenClComparison;
import dev.coresident.bench.replay.Recording;
import dev.coresident.bench.report.Machine;
import dev.coresident.bench.report.Options;
import dev.coresident.bench.scan.ScanComparison;
import dev.coresident.bench.worklist.WorklistComparison;
import java.util.List;

/** The published comparisons on this machine: Markdown on standard output, progress on standard error. */
public final class Bench {
    private static final String USAGE = """
            usage: bench/run hostloop [--quick] [--only RIG] [--producers N]
                     the host loop beside the same hops of peers
                   bench/run scan [--quick] [--data DIR] [--folder DIR] [--workload PREFIX] [--only ENGINE,...]
                     scan throughput beside other engines, with what each found; also tables of sizes, tenants and cold passes
                   bench/run growth [--quick] [--only TABLE]
                     what tenants, slots, rules and files cost as their number grows
                   bench/run replay [--quick]
                     the host loop with and without a recording, and the replay of its log
                   bench/run console [--quick]
                     one producer among 4,094 tenants, with the web console and without
                   bench/run soak [--minutes N]
                     a kernel and its console under load, the heap after each minute
                   bench/run opencl [--quick]
                     OpenCL through the ring beside the same kernel without it, the simulator and a plain loop in Java
                   bench/run worklist [--quick] [--backend NAME]
                     worklists under the reference's thresholds and calibrated ones, with 1, 8 and 64 tenants
                   bench/run duel [--against oracles|hyperscan] [--seed N] [--count M] [--case K]
                     no comparison: random rule sets and inputs against other engines, by a seed; case K alone; exit 1 if any differ
            """;

    private Bench() {}

    /**
     * Runs one comparison.
     *
     * @param arguments its name, then options
     */
    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(arguments);
        if (words.isEmpty() || words.contains("--help")) {
            System.out.print(USAGE);
            System.exit(words.isEmpty() ? 2 : 0);
        }
        Options options = new Options(words.subList(1, words.size()));
        switch (words.getFirst()) {
            case "hostloop" -> {
                begin("hostloop", options);
                HostLoop.run(options, System.out);
            }
            case "scan" -> {
                begin("scan", options);
                ScanComparison.run(options, System.out);
            }
            case "growth" -> {
                begin("growth", options);
                Growth.run(options, System.out);
            }
            case "replay" -> {
                begin("replay", options);
                Recording.run(options, System.out);
            }
            case "console" -> {
                begin("console", options);
                ConsoleCost.run(options, System.out);
            }
            case "soak" -> {
                begin("soak", options);
                Soak.run(options, System.out);
            }
            case "opencl" -> {
                begin("opencl", options);
                OpenClComparison.run(options, System.out);
            }
            case "worklist" -> {
                begin("worklist", options);
                WorklistComparison.run(options, System.out);
            }
            case "duel" -> duel(options);
            default -> {
                System.err.println("bench: no comparison is called " + words.getFirst());
                System.err.print(USAGE);
                System.exit(2);
            }
        }
        System.out.println("\nLoad average of the last minute when it ended: " + Machine.load());
        System.out.flush();
        // Peers leave threads behind that nobody waits for.
        System.exit(0);
    }

    private static void duel(Options options) throws Exception {
        try {
            System.exit(DuelCommand.run(options, System.out) == 0 ? 0 : 1);
        } catch (IllegalArgumentException e) {
            System.err.println("bench: " + e.getMessage());
            System.exit(2);
        }
    }

    private static void begin(String name, Options options) {
        System.out.println(Machine.describe() + "- Command: `bench/run " + name + options + "`\n");
    }
}
