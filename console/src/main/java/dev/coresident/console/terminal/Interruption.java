package dev.coresident.console.terminal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What Ctrl-C does to a command that has something to finish: the signal starts the JVM's shutdown, a hook tells the command to
 * stop and waits until its last byte is written, then the process ends with {@link ExitCode#INTERRUPTED}. Without a command that
 * asked for it, the signal ends the process at once, as usual. SIGTERM is treated alike.
 */
public final class Interruption {
    /** How long a command may take to stop. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final CountDownLatch finished = new CountDownLatch(1);
    private volatile boolean happened;
    private volatile @Nullable Thread hook;
    private volatile @Nullable Runnable stop;

    /** Nothing happened so far. */
    public Interruption() {}

    /**
     * From now on an interruption calls {@code stop} and waits for the command to end.
     *
     * @param action tells the command to stop; called once, by another thread
     */
    public void guard(Runnable action) {
        stop = action;
        if (happened) {
            action.run();
        }
    }

    /** Makes signals to this process interrupt it. For {@code main} alone. */
    public void listen() {
        Thread thread = new Thread(this::drain, "interruption");
        hook = thread;
        Runtime.getRuntime().addShutdownHook(thread);
    }

    private void drain() {
        if (stop != null) {
            interrupt();
            try {
                if (!finished.await(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                    System.err.println("coresident: did not stop within " + LIMIT.toSeconds() + " s");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        Runtime.getRuntime().halt(ExitCode.INTERRUPTED);
    }

    /** Interrupts the command, as a signal does. */
    public void interrupt() {
        happened = true;
        Runnable action = stop;
        if (action != null) {
            action.run();
        }
    }

    /** Whether the command was told to stop. */
    public boolean happened() {
        return happened;
    }

    /** Ends the process with a code, or lets the interruption that is under way end it. Does not return. */
    public void exit(int code) {
        Thread thread = hook;
        boolean signalled = false;
        if (thread != null) {
            try {
                signalled = !Runtime.getRuntime().removeShutdownHook(thread);
            } catch (IllegalStateException e) {
                signalled = true;
            }
        }
        finished.countDown();
        while (signalled) {
            LockSupport.park();
        }
        System.exit(code);
    }
}
