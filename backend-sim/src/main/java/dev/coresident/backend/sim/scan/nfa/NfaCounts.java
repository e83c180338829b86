package dev.coresident.backend.sim.scan.nfa;

/**
 * What one worker did with the automata it builds.
 *
 * @param clears how often an automaton was full and was cleared
 * @param evicted automata given up for others
 * @param bytesBySets input bytes walked set by set
 * @param bytesByWords those of them that were walked by words of bits
 * @param bytesAgain input bytes walked again because a guessed state had not come true
 */
record NfaCounts(long clears, long evicted, long bytesBySets, long bytesByWords, long bytesAgain) {
    /** Changes when any of them does. */
    long all() {
        return clears + evicted + bytesBySets + bytesAgain;
    }
}
