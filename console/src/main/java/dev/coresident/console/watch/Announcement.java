package dev.coresident.console.watch;

import dev.coresident.console.terminal.Terminal;
import dev.coresident.console.web.WebConsole;
import dev.coresident.console.web.WebOptions;

/** What a command says of its console. */
public final class Announcement {
    private Announcement() {}

    /**
     * Says where the page is.
     *
     * @param generated whether the operator does not know the token yet. It stands behind the #, which browsers keep to themselves
     */
    public static void say(Terminal terminal, WebConsole console, WebOptions options, boolean generated) {
        terminal.complain("the console is at " + console.address()
                + (generated ? "#token=" + options.token().text() : ""));
        if (generated) {
            terminal.complain("changes need the token " + options.token().text());
        }
    }
}
