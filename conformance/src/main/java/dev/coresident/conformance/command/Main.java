package dev.coresident.conformance.command;

import dev.coresident.conformance.Conformance;
import dev.coresident.conformance.Contract;
import dev.coresident.conformance.Report;
import dev.coresident.conformance.Result;
import dev.coresident.conformance.rule.Rule;
import dev.coresident.spi.DeviceException;
import java.io.PrintStream;
import java.util.List;

/**
 * Runs the rules against a backend of the module path and prints the report.
 *
 * <p>Exit code 0: no rule that binds was broken. 1: one was. 2: the arguments are wrong, or the device is not here.
 */
public final class Main {
    private static final String USAGE = """
            usage: java -p JARS --add-modules ALL-MODULE-PATH -m dev.coresident.conformance/dev.coresident.conformance.command.Main [options] BACKEND
              --property NAME=VALUE      a property of the backend's devices; may be repeated
              --without LIMIT=REASON     skip the rules that need what the backend lacks; may be repeated
              --offering CAPABILITY      try the rules for what not every backend has; may be repeated
              --rules LIST               only these chapters or rules: 0,4,7.3
              --seed N                   what every random choice comes from; default 1
              --hostile-slots N          slots of the isolation check; default 10000000
              --patience SECONDS         how long a check waits for a slot; default 30
              --rule-limit SECONDS       how long one check may take; default 900
              --list                     print the rules and try none
              --help                     print this
            A resident device that moves only when it is nudged is nudged while a check waits.
            """;

    private Main() {}

    /** The command. */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> words, PrintStream out, PrintStream err) {
        Arguments arguments;
        try {
            arguments = Arguments.parse(words);
        } catch (IllegalArgumentException e) {
            err.println(e.getMessage());
            err.print(USAGE);
            return 2;
        }
        if (arguments.isHelp()) {
            out.print(USAGE);
            return 0;
        }
        if (arguments.isList()) {
            Contract.rules().stream().filter(arguments::wants).forEach(rule -> out.println(listed(rule)));
            return 0;
        }
        try {
            return switch (Conformance.open(arguments.subject())) {
                case Conformance.Opening.Missing(String reason) -> {
                    err.println(reason);
                    yield 2;
                }
                case Conformance.Opening.Ready(Conformance conformance) -> run(conformance, arguments, out);
            };
        } catch (DeviceException | IllegalArgumentException e) {
            err.println(e.getMessage());
            return 2;
        }
    }

    private static int run(Conformance conformance, Arguments arguments, PrintStream out) {
        out.println(Report.heading(conformance.subject().label(), conformance.facts()));
        out.println();
        Report report = conformance.runAll(arguments::wants, result -> print(result, out));
        out.println();
        out.print(report.summary());
        return report.conforms() ? 0 : 1;
    }

    private static void print(Result result, PrintStream out) {
        out.println(result.line());
        out.flush();
    }

    private static String listed(Rule rule) {
        return "%-6s %-6s %s".formatted(rule.id(), rule.strength(), rule.text());
    }
}
