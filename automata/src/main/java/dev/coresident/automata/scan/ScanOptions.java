package dev.coresident.automata.scan;

import dev.coresident.automata.match.Report;
import dev.coresident.automata.scan.order.MatchQueue;
import java.util.Objects;

/**
 * The bounds of a scan. None of them changes what is reported.
 *
 * @param report what to say of a match
 * @param chunkBytes bytes of input in one slot, 1 to 2^30
 * @param filesInFlight how many files are scanned at once, 1 to 1,024
 * @param chunksOfFile chunks that each of them has on the device, 2 to 64: one is read while the others are scanned
 * @param outputEvents events that one slot may return before it is submitted again for the rest, 1 to 2^20; raised to the most
 *     that one byte can report
 * @param matchesInMemory matches of one file that wait in memory for their turn, 1 to 2^20; more go to a temporary file
 */
public record ScanOptions(
        Report report, int chunkBytes, int filesInFlight, int chunksOfFile, int outputEvents, int matchesInMemory) {
    private static final int MOST_CHUNK_BYTES = 1 << 30;
    private static final int MOST_FILES = 1_024;
    private static final int MOST_CHUNKS = 64;
    private static final int MOST_EVENTS = 1 << 20;

    /** Checks every bound. */
    public ScanOptions {
        Objects.requireNonNull(report, "report");
        within("bytes of a chunk", chunkBytes, MOST_CHUNK_BYTES);
        within("files in flight", filesInFlight, MOST_FILES);
        if (chunksOfFile < 2 || chunksOfFile > MOST_CHUNKS) {
            throw new IllegalArgumentException(
                    "chunks of a file are from 2 to " + MOST_CHUNKS + ", got " + chunksOfFile);
        }
        within("events of a slot", outputEvents, MOST_EVENTS);
        within("matches in memory", matchesInMemory, MatchQueue.MOST_IN_MEMORY);
    }

    private static void within(String what, int value, int most) {
        if (value < 1 || value > most) {
            throw new IllegalArgumentException(what + " are from 1 to " + most + ", got " + value);
        }
    }

    /** Spans, chunks of 256 KiB, 32 files in flight, 4 chunks of each, 8,192 events a slot, 131,072 matches in memory. */
    public static ScanOptions defaults() {
        return new ScanOptions(Report.SPANS, 1 << 18, 32, 4, 1 << 13, 1 << 17);
    }

    /** The same with another report. */
    public ScanOptions withReport(Report other) {
        return new ScanOptions(other, chunkBytes, filesInFlight, chunksOfFile, outputEvents, matchesInMemory);
    }

    /** The same with other chunks. */
    public ScanOptions withChunkBytes(int bytes) {
        return new ScanOptions(report, bytes, filesInFlight, chunksOfFile, outputEvents, matchesInMemory);
    }

    /** The same with another number of files. */
    public ScanOptions withFilesInFlight(int files) {
        return new ScanOptions(report, chunkBytes, files, chunksOfFile, outputEvents, matchesInMemory);
    }

    /** The same with another number of chunks for each file. */
    public ScanOptions withChunksOfFile(int chunks) {
        return new ScanOptions(report, chunkBytes, filesInFlight, chunks, outputEvents, matchesInMemory);
    }

    /** The same with other output buffers. */
    public ScanOptions withOutputEvents(int events) {
        return new ScanOptions(report, chunkBytes, filesInFlight, chunksOfFile, events, matchesInMemory);
    }

    /** The same with another bound for waiting matches. */
    public ScanOptions withMatchesInMemory(int matches) {
        return new ScanOptions(report, chunkBytes, filesInFlight, chunksOfFile, outputEvents, matches);
    }
}
