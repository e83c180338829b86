package dev.coresident.api.ring;

import java.math.BigInteger;
import java.util.List;

/** Continuation tasks as arrays of words, written from the table in docs/protocol.md alone: no layout class, no segment. */
final class TaskModel {
    static final int EMPTY = 0;
    static final int READY = 1;
    static final int RUNNING = 2;
    static final int DONE = 3;
    static final int PAUSED = 4;
    static final int YIELDED = 5;
    static final int REQUEUED = 6;
    static final int FAULTED = 7;

    static List<Integer> from(TaskTransition transition) {
        return switch (transition) {
            case SPAWN -> List.of(EMPTY, DONE, FAULTED);
            case CLAIM -> List.of(READY, YIELDED, REQUEUED);
            case ADVANCE, PAUSE, YIELD, REQUEUE, COMPLETE -> List.of(RUNNING);
            case RESUME -> List.of(PAUSED);
            case FAULT -> List.of(RUNNING, PAUSED);
        };
    }

    static int to(TaskTransition transition) {
        return switch (transition) {
            case SPAWN, RESUME -> READY;
            case CLAIM, ADVANCE -> RUNNING;
            case PAUSE -> PAUSED;
            case YIELD -> YIELDED;
            case REQUEUE -> REQUEUED;
            case COMPLETE -> DONE;
            case FAULT -> FAULTED;
        };
    }

    private static final BigInteger MOST = BigInteger.TWO.pow(32).subtract(BigInteger.ONE);

    final int[][] words;

    TaskModel(int tasks) {
        words = new int[tasks][16];
    }

    /** Does it as the table says, or says no and changes nothing. {@code p}, {@code q}, {@code r} are the call's words. */
    boolean apply(TaskTransition transition, long task, int p, int q, int r) {
        if (task >= words.length) {
            return false;
        }
        int[] t = words[(int) task];
        if (!from(transition).contains(t[0])) {
            return false;
        }
        boolean again = (t[15] & 4) != 0;
        switch (transition) {
            case SPAWN -> {
                int[] fresh = {
                    READY,
                    0x4000_0000 + (p >>> 2),
                    q,
                    Math.floorMod(r, 5),
                    p,
                    q,
                    r,
                    ~p,
                    ~q,
                    0,
                    p ^ q,
                    q ^ r,
                    0,
                    0,
                    0,
                    p < 0 ? 4 : 0
                };
                System.arraycopy(fresh, 0, t, 0, 16);
            }
            case CLAIM -> {}
            case ADVANCE -> continueAt(t, p, q);
            case PAUSE -> {
                continueAt(t, p, q);
                t[9] = r;
                t[15] = again ? 5 : 1;
            }
            case RESUME -> {
                // The epoch has come if going from the awaited one to this one is the shorter way round.
                if (Long.compareUnsigned((p - (long) t[9]) & 0xFFFF_FFFFL, 0x8000_0000L) >= 0) {
                    return false;
                }
                t[15] = again ? 12 : 8;
            }
            case YIELD -> {
                t[14] = up(t[14]);
                t[15] = again ? 6 : 2;
            }
            case REQUEUE -> {
                if (p >= 0) {
                    t[3] = p % 5;
                }
                t[13] = up(t[13]);
                t[12] = up(t[12]);
                t[15] = 4;
            }
            case COMPLETE -> t[15] = 0;
            case FAULT -> {
                t[8] = 13;
                t[15] = 0;
            }
        }
        t[0] = to(transition);
        return true;
    }

    private static void continueAt(int[] task, int pc, int data) {
        task[7] = pc;
        task[8] = data;
    }

    private static int up(int word) {
        return BigInteger.valueOf(Integer.toUnsignedLong(word))
                .add(BigInteger.ONE)
                .min(MOST)
                .intValue();
    }
}
