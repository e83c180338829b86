package dev.coresident.api.internal.dispatch;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Requests on their way to the executor: a bounded ring that any thread fills and one thread empties, each cell under a sequence number
 * (after D. Vyukov's bounded queue). No locks, nothing allocated after it is made. A producer that stops between taking a cell and
 * filling it holds back what came after, never what came before.
 */
public final class Inbox {
    /** The most words of one request. */
    public static final int WORDS = 12;

    private static final int NUMBERS_STRIDE = 4;
    private static final int WORDS_STRIDE = 16;
    private static final int FIRST_WORD = 3;
    private static final VarHandle LONGS =
            MethodHandles.arrayElementVarHandle(long[].class).withInvokeExactBehavior();
    private static final VarHandle TAIL;

    static {
        try {
            TAIL = MethodHandles.lookup()
                    .findVarHandle(Inbox.class, "tail", long.class)
                    .withInvokeExactBehavior();
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final int mask;
    private final long[] sequences;
    private final long[] numbers;
    private final int[] words;
    private volatile long tail;
    private long head;

    /** Empty. The capacity is a power of two. */
    public Inbox(int capacity) {
        if (Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("the capacity of an inbox is a power of two, got " + capacity);
        }
        mask = capacity - 1;
        sequences = new long[capacity];
        for (int index = 0; index < capacity; index++) {
            sequences[index] = index;
        }
        numbers = new long[capacity * NUMBERS_STRIDE];
        words = new int[capacity * WORDS_STRIDE];
    }

    /** Puts a request in; false when there is no place. Any thread. */
    public boolean offer(
            int tenantWord,
            long requestId,
            int service,
            long deadlineNanos,
            long source,
            long arrivalNanos,
            int[] from,
            int offset,
            int count) {
        long position = tail;
        while (true) {
            long ahead = (long) LONGS.getAcquire(sequences, (int) position & mask) - position;
            if (ahead < 0) {
                return false;
            }
            if (ahead == 0 && (boolean) TAIL.compareAndSet(this, position, position + 1)) {
                break;
            }
            position = tail;
        }
        int cell = (int) position & mask;
        int number = cell * NUMBERS_STRIDE;
        numbers[number] = requestId;
        numbers[number + 1] = deadlineNanos;
        numbers[number + 2] = source;
        numbers[number + 3] = arrivalNanos;
        int word = cell * WORDS_STRIDE;
        words[word] = tenantWord;
        words[word + 1] = service;
        words[word + 2] = count;
        System.arraycopy(from, offset, words, word + FIRST_WORD, count);
        LONGS.setRelease(sequences, cell, position + 1);
        return true;
    }

    /** True if there is one at the head that was filled. The consumer. */
    public boolean isReady() {
        return isReady(0);
    }

    /** True if the one so many places behind the head was filled. The consumer. */
    public boolean isReady(int ahead) {
        long position = head + ahead;
        return ahead <= mask && (long) LONGS.getAcquire(sequences, (int) position & mask) == position + 1;
    }

    /** True if there is nothing in it, not even one that is being filled. The consumer. */
    public boolean isEmpty() {
        return tail == head;
    }

    /** How many there are, those being filled included. The consumer. */
    public int size() {
        return (int) (tail - head);
    }

    /** Gives the place of the head back. The consumer. */
    public void advance() {
        LONGS.setRelease(sequences, (int) head & mask, head + mask + 1);
        head++;
    }

    /** Of a request that is ready. */
    public int tenantWord(int ahead) {
        return words[wordsOf(ahead)];
    }

    /** Of a request that is ready. */
    public int service(int ahead) {
        return words[wordsOf(ahead) + 1];
    }

    /** Of a request that is ready. */
    public int count(int ahead) {
        return words[wordsOf(ahead) + 2];
    }

    /** Copies the words of a request that is ready. */
    public void copyWords(int ahead, int[] into) {
        System.arraycopy(words, wordsOf(ahead) + FIRST_WORD, into, 0, count(ahead));
    }

    /** Of a request that is ready. */
    public long requestId(int ahead) {
        return numbers[numbersOf(ahead)];
    }

    /** Of a request that is ready. */
    public long deadlineNanos(int ahead) {
        return numbers[numbersOf(ahead) + 1];
    }

    /** Of a request that is ready. */
    public long source(int ahead) {
        return numbers[numbersOf(ahead) + 2];
    }

    /** Of a request that is ready. */
    public long arrivalNanos(int ahead) {
        return numbers[numbersOf(ahead) + 3];
    }

    private int wordsOf(int ahead) {
        return ((int) (head + ahead) & mask) * WORDS_STRIDE;
    }

    private int numbersOf(int ahead) {
        return ((int) (head + ahead) & mask) * NUMBERS_STRIDE;
    }
}
