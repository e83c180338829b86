package dev.coresident.bench;

import dev.coresident.bench.hostloop.HostLoop;
import dev.coresident.bench.report.Machine;
import java.util.List;

/** The published comparisons on this machine: Markdown on standard output, progress on standard error. */
public final class Bench {
    private static final String USAGE = """
            usage: bench/run hostloop [--quick]              the host loop beside the same hops of peers
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
        List<String> options = words.subList(1, words.size());
        switch (words.getFirst()) {
            case "hostloop" -> {
                begin("hostloop", options);
                HostLoop.run(options, System.out);
            }
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

    private static void begin(String name, List<String> options) {
        System.out.println(Machine.describe() + "- Command: `bench/run " + name
                + (options.isEmpty() ? "" : " " + String.join(" ", options)) + "`\n");
    }
}
