package dev.coresident.console;

import dev.coresident.console.terminal.Terminal;

/** Where the {@code coresident} command starts. */
public final class Main {
    private Main() {}

    /**
     * Runs the command in this process and exits with its code.
     *
     * @param arguments what follows {@code coresident} on the command line
     */
    public static void main(String[] arguments) {
        Terminal terminal = Terminal.ofProcess();
        terminal.interruption().listen();
        terminal.interruption().exit(Coresident.run(terminal, arguments));
    }
}
