package dev.coresident.simulation.world;

import dev.coresident.simulation.model.Book;
import java.time.Duration;

/** The moves that inject faults into device, clock and pump. */
final class Injection {
    private static final int LONGEST_PAUSE_POLLS = 12;
    private static final long LONGEST_JUMP_NANOS = 50_000_000;
    private static final int LONGEST_STALL_STEPS = 200;
    private static final int LONGEST_CLOSE_NANOS = 2_000_000;

    private final World world;
    private final Book book;
    private final Entropy entropy;

    Injection(World world) {
        this.world = world;
        this.book = world.book;
        this.entropy = world.entropy;
    }

    /** How long a sudden close may take: often too short for what is outstanding. */
    Duration closeLimit() {
        return Duration.ofNanos(entropy.oneIn(2) ? 0 : entropy.below(LONGEST_CLOSE_NANOS));
    }

    void pausePump() {
        world.pausePump(1 + entropy.below(LONGEST_PAUSE_POLLS));
    }

    void jumpClock() {
        book.mayExpire();
        world.time.advance(1 + (entropy.next() >>> 1) % LONGEST_JUMP_NANOS);
    }

    void stall() {
        if (isThere()) {
            book.mayExpire();
            world.devices.control().stall(worker(), 1 + entropy.below(LONGEST_STALL_STEPS));
        }
    }

    void kill() {
        if (isThere()) {
            book.mayExpire();
            book.cripple();
            world.devices.control().kill(worker());
        }
    }

    private int worker() {
        return entropy.below(world.devices.device().facts().computeUnits());
    }

    void lose() {
        if (isThere()) {
            world.lose("lost by a move");
            switch (entropy.below(5)) {
                case 0 -> world.devices.refuse(1 + entropy.below(Setting.ATTEMPTS));
                case 1 -> world.devices.loseNext();
                case 2 -> world.loseReplacement();
                default -> {
                    // the next device is as good as any
                }
            }
        }
    }

    /** The device is gone as soon as the host has read one more completion. */
    void loseInDrain() {
        book.whenOneEnds(() -> {
            if (isThere()) {
                book.whenOneEnds(() -> {});
                world.lose("lost while its completions were read");
            }
        });
    }

    void corruptStatus() {
        corrupt(false, entropy.below(8));
    }

    void corruptTenant() {
        if (isThere()) {
            corrupt(true, entropy.oneIn(2) ? 0 : world.devices.ring().nobody());
        }
    }

    private void corrupt(boolean tenantWord, int value) {
        if (isThere() && world.devices.ring().spoil(entropy.below(64), tenantWord, value)) {
            book.mayExpire();
            book.cripple();
            book.corrupted();
        }
    }

    void duplicate() {
        if (isThere()) {
            world.devices.control().duplicateNextCompletion();
        }
    }

    void delay() {
        if (isThere()) {
            book.mayExpire();
            world.devices.control().delayNextCompletion(1 + entropy.below(LONGEST_STALL_STEPS));
        }
    }

    /** True if the device can be tampered with now. */
    private boolean isThere() {
        return !world.isClosed() && !world.devices.isLost();
    }
}
