package dev.coresident.automata.scan.order;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A temporary file of sorted runs, deleted when closed or when the JVM ends. One thread. */
final class SpillFile implements AutoCloseable {
    /** A match: two longs and an int. */
    static final int MATCH_BYTES = 20;

    private static final int BUFFER_MATCHES = 1_024;

    private final FileChannel channel;
    private final ByteBuffer out = ByteBuffer.allocate(BUFFER_MATCHES * MATCH_BYTES);
    private long bytes;

    private SpillFile(FileChannel channel) {
        this.channel = channel;
    }

    static SpillFile create() throws IOException {
        Path path = Files.createTempFile("coresident-matches-", ".run");
        return new SpillFile(FileChannel.open(
                path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE));
    }

    /** Writes sorted columns as a run behind the others. */
    Run append(MatchColumns columns) throws IOException {
        long from = bytes;
        for (int row = 0; row < columns.size(); row++) {
            if (!out.hasRemaining()) {
                drain();
            }
            out.putLong(columns.start(row)).putLong(columns.end(row)).putInt(columns.rule(row));
        }
        drain();
        return new Run(from, bytes);
    }

    private void drain() throws IOException {
        out.flip();
        while (out.hasRemaining()) {
            bytes += channel.write(out, bytes);
        }
        out.clear();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    /** Reads a run from its least match on. */
    final class Run implements Comparable<Run> {
        private final ByteBuffer in = ByteBuffer.allocate(BUFFER_MATCHES * MATCH_BYTES);
        private final long to;
        private long position;
        long start;
        long end;
        int rule;

        private Run(long from, long to) throws IOException {
            this.position = from;
            this.to = to;
            in.limit(0);
            next();
        }

        /** Goes to the next match; false at the end. */
        boolean next() throws IOException {
            if (!in.hasRemaining()) {
                if (position == to) {
                    return false;
                }
                fill();
            }
            start = in.getLong();
            end = in.getLong();
            rule = in.getInt();
            return true;
        }

        private void fill() throws IOException {
            in.clear().limit((int) Math.min(in.capacity(), to - position));
            while (in.hasRemaining()) {
                int read = channel.read(in, position);
                if (read < 0) {
                    throw new IOException("the temporary file of waiting matches was cut short while in use");
                }
                position += read;
            }
            in.flip();
        }

        @Override
        public int compareTo(Run other) {
            return MatchColumns.compare(start, end, rule, other.start, other.end, other.rule);
        }
    }
}
