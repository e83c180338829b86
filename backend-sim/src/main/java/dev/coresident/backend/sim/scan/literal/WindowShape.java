package dev.coresident.backend.sim.scan.literal;

import dev.coresident.backend.sim.scan.window.WindowSet;

/**
 * How wide the windows of some texts are and how far apart, so that every text has one wherever it stands. A text that is one byte too
 * short for the farthest of its windows has it with that byte written out in all ways.
 *
 * @param width bytes of a window, 1 to 8
 * @param step bytes from one to the next, 1 to 8
 * @param windows how many the texts have
 */
record WindowShape(int width, int step, int windows) {
    /** Ways to write a byte. */
    static final int BYTES = 256;

    private static final int LONGEST = 16;
    /** Costs of a window that is looked at, and of one that is among the texts', in the same unit. */
    private static final double LOOK = 8;

    private static final double HIT = 120;
    /** Written-out windows are worth it up to so many, and so many for each text. */
    private static final int FEW_WINDOWS = 1 << 14;

    private static final int WINDOWS_OF_A_TEXT = 8;

    /**
     * The cheapest one. The more texts, the wider the windows: few are there by chance then. How likely that is follows from how often two
     * bytes of the texts are the same, as if the input were made of such bytes.
     */
    static WindowShape of(LiteralImage image) {
        int[] lengths = new int[LONGEST + 1];
        for (int text = 0; text < image.texts; text++) {
            lengths[Math.min(LONGEST, image.length(text))]++;
        }
        int shortest = 1;
        while (lengths[shortest] == 0) {
            shortest++;
        }
        double same = sameByte(image.bytes);
        WindowShape best = new WindowShape(1, 1, image.texts);
        double least = Double.MAX_VALUE;
        for (int width = 1; width <= Math.min(Long.BYTES, shortest); width++) {
            for (int step = 1; step <= WindowSet.MOST_STEPS && width + step - 2 <= shortest; step++) {
                int writtenOut = width + step - 2 < 1 ? 0 : lengths[width + step - 2];
                long windows = (long) image.texts * step + (long) writtenOut * (BYTES - 1);
                double hits = ((double) image.texts * step - writtenOut) * Math.pow(same, width)
                        + writtenOut * Math.pow(same, width - 1.0);
                double cost = (LOOK + hits * HIT) / step;
                if (cost < least
                        && (writtenOut == 0 || windows <= FEW_WINDOWS + (long) WINDOWS_OF_A_TEXT * image.texts)) {
                    least = cost;
                    best = new WindowShape(width, step, (int) windows);
                }
            }
        }
        return best;
    }

    /** The probability that two bytes are the same. */
    private static double sameByte(byte[] bytes) {
        int[] counts = new int[BYTES];
        for (byte value : bytes) {
            counts[value & 0xFF]++;
        }
        double same = 0;
        for (int count : counts) {
            same += (double) count * count;
        }
        return same / ((double) bytes.length * bytes.length);
    }
}
