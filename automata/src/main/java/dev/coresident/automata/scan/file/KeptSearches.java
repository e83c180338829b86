package dev.coresident.automata.scan.file;

/** How many rules of a scanner keep what their spans need from file to file: at most 64 KiB for each. One thread. */
public final class KeptSearches {
    private static final int MOST = 1_024;

    private int kept;

    boolean keepsOneMore() {
        if (kept == MOST) {
            return false;
        }
        kept++;
        return true;
    }
}
