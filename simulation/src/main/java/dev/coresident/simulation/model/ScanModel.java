package dev.coresident.simulation.model;

import java.util.Arrays;

/**
 * What a scan for one byte finds in an input: the same question that the image asks, answered byte by byte.
 *
 * @param target the byte that is looked for
 * @param input the bytes
 * @param capacity events that fit
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record ScanModel(byte target, byte[] input, int capacity) {
    /** The first bytes of little-endian words. */
    public static byte[] bytesOf(int[] words, int count) {
        byte[] bytes = new byte[count];
        for (int i = 0; i < count; i++) {
            bytes[i] = (byte) (words[i / 4] >>> (8 * (i % 4)));
        }
        return bytes;
    }

    /** Bytes that are consumed before there is no room for an event. */
    public int consumed() {
        int events = 0;
        for (int i = 0; i < input.length; i++) {
            if (input[i] == target && events++ == capacity) {
                return i;
            }
        }
        return input.length;
    }

    /** Where the matches end that fit. */
    public int[] ends() {
        int[] ends = new int[capacity];
        int events = 0;
        for (int i = 0; i < input.length && events < capacity; i++) {
            if (input[i] == target) {
                ends[events++] = i + 1;
            }
        }
        return Arrays.copyOf(ends, events);
    }
}
