package dev.coresident.console.watch;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.match.MatchSink;
import dev.coresident.automata.scan.Scanner;
import dev.coresident.console.terminal.CommandFailure;
import dev.coresident.console.terminal.Terminal;
import dev.coresident.console.web.WebConsole;
import dev.coresident.console.web.WebOptions;
import dev.coresident.console.web.automata.RuleFigures;
import dev.coresident.console.web.sample.EventLog;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * The option {@code --console PORT} of commands that have a kernel. Without it nothing of the web console is loaded or started.
 */
public final class ConsoleOption {
    @Option(
            names = "--console",
            paramLabel = "PORT",
            description = "Serve the web console on this port of 127.0.0.1 meanwhile; 0 takes one that is free.")
    private @Nullable Integer port;

    private @Nullable EventLog events;
    private final AtomicReference<Supplier<List<RuleFigures>>> automata = new AtomicReference<>(List::of);

    /** Whether it was given. */
    public boolean isGiven() {
        return port != null;
    }

    /** The options of a kernel that the console will watch. */
    public KernelOptions watched(KernelOptions options) {
        if (port == null) {
            return options;
        }
        events = new EventLog();
        return options.withListener(events);
    }

    /**
     * Opens the console if it was asked for, and says where on standard error.
     *
     * @return to be closed before or after the kernel
     */
    public Running open(ResidentKernel kernel, Terminal terminal) throws CommandFailure {
        Integer wanted = port;
        EventLog log = events;
        if (wanted == null || log == null) {
            return () -> {};
        }
        try {
            WebOptions options = WebOptions.loopback(wanted);
            WebConsole console =
                    WebConsole.open(options, kernel, log, () -> automata.get().get(), List.of());
            Announcement.say(terminal, console, options, true);
            return console::close;
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailure("--console: " + e.getMessage(), e);
        }
    }

    /**
     * Shows what a scanner's rule sets find, if the console was asked for.
     *
     * @param rules in the order of the scanner's tenants
     * @param sink what gets the matches
     * @return what the scanner is to be given
     */
    public MatchSink counted(Scanner scanner, List<RuleSet> rules, MatchSink sink) {
        if (port == null) {
            return sink;
        }
        CountedMatches counted = new CountedMatches(scanner, rules, sink);
        automata.set(counted::figures);
        return counted;
    }

    /** If the console was asked for, waits until the command is interrupted. */
    public void stay(Terminal terminal) throws InterruptedException {
        if (port == null || terminal.interruption().happened()) {
            return;
        }
        terminal.complain("the console stays until you press Ctrl-C");
        CountDownLatch interrupted = new CountDownLatch(1);
        terminal.interruption().guard(interrupted::countDown);
        interrupted.await();
    }

    /** A console, or none. */
    @FunctionalInterface
    public interface Running extends AutoCloseable {
        @Override
        void close();
    }
}
