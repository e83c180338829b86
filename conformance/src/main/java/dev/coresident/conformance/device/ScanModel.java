package dev.coresident.conformance.device;

import java.lang.foreign.MemorySegment;

/** Something that a scan runs: its image, and the plainest way to run it. */
public interface ScanModel {
    /** The image, by the words of the protocol. */
    MemorySegment image();

    /** What a scan of these arguments gives. */
    Automaton.Outcome walk(byte[] input, int offset, int bytes, int from, long capacity, int flags);
}
