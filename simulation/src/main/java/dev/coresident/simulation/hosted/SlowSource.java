package dev.coresident.simulation.hosted;

import dev.coresident.api.dispatch.completion.Completer;
import dev.coresident.api.dispatch.completion.CompletionAnswer;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * Where documents come from: it answers after a while, says that it failed, answers twice, too late, or never. What it does with an attempt
 * is decided by the seed, the document and the attempt's number alone. Driven by the run, one thread.
 */
final class SlowSource {
    /** Documents longer than this do not fit the buffers that ask for them. */
    static final int ROOM = 256;
    /** What an attempt waits for an answer. */
    static final long PATIENCE_NANOS = 2_000_000;

    private static final int LONGEST = 280;
    private static final int QUICK_NANOS = 1_500_000;

    private final long seed;
    private final PriorityQueue<Due> due =
            new PriorityQueue<>(Comparator.comparingLong(Due::atNanos).thenComparingLong(Due::sequence));
    private final Map<Integer, Integer> bad = new HashMap<>();
    private long sequence;
    private long questions;
    private long unheard;

    private record Due(long atNanos, long sequence, int document, boolean fails, Completer completer) {}

    SlowSource(long seed) {
        this.seed = seed;
    }

    /** The bytes of a document. */
    byte[] document(int number) {
        SplittableRandom random = random(number, -1);
        byte[] bytes = new byte[1 + random.nextInt(random.nextInt(10) == 0 ? LONGEST : ROOM)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) ('a' + random.nextInt(6));
        }
        return bytes;
    }

    /** Somebody wants a document. */
    void ask(int document, int attempt, long now, Completer completer) {
        questions++;
        SplittableRandom random = random(document, attempt);
        long soon = now + 1 + random.nextInt(QUICK_NANOS);
        int what = random.nextInt(100);
        if (what < 50) {
            answer(soon, document, false, completer);
        } else if (what < 58) {
            answer(soon, document, false, completer);
            answer(soon + random.nextInt(QUICK_NANOS), document, random.nextBoolean(), completer);
        } else {
            bad.merge(document, 1, Integer::sum);
            if (what < 80) {
                answer(soon, document, true, completer);
            } else if (what < 90) {
                answer(soon + PATIENCE_NANOS, document, false, completer);
            }
        }
    }

    private void answer(long at, int document, boolean fails, Completer completer) {
        due.add(new Due(at, sequence++, document, fails, completer));
    }

    /** Gives the answers that are due. */
    void tick(long now) {
        while (!due.isEmpty() && due.peek().atNanos() <= now) {
            Due next = due.remove();
            CompletionAnswer heard = next.fails()
                    ? next.completer().fail("the source is not there, document " + next.document())
                    : next.completer().complete(document(next.document()));
            unheard += heard instanceof CompletionAnswer.Accepted ? 0 : 1;
        }
    }

    /** Attempts for a document that got no answer in time. */
    int badAttempts(int document) {
        return bad.getOrDefault(document, 0);
    }

    /** How often it was asked. */
    long questions() {
        return questions;
    }

    /** Answers that came late or twice. */
    long unheard() {
        return unheard;
    }

    private SplittableRandom random(int document, int attempt) {
        return new SplittableRandom(seed * 1_000_003 + document * 1_009L + attempt);
    }
}
