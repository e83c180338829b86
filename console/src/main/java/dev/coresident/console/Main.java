package dev.coresident.console;

import java.io.PrintStream;
import java.util.List;

/** Where the {@code coresident} command starts. */
public final class Main {
    private Main() {}

    /**
     * Runs the command in this process and exits with its code.
     *
     * @param arguments what follows {@code coresident} on the command line
     */
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    private static int run(List<String> arguments, PrintStream out, PrintStream err) {
        if (arguments.equals(List.of("--version"))) {
            out.println("coresident "
                    + Main.class.getModule().getDescriptor().rawVersion().orElse("of unknown version"));
            return 0;
        }
        err.println("coresident: only --version is understood");
        return 2;
    }
}
