package dev.coresident.console.web.rules;

import com.google.common.math.LongMath;
import dev.coresident.console.web.gate.RequestRefused;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bodies of requests and what is found in them, in files of the temporary folder: however slowly a client sends or reads, it
 * keeps a file and nothing else. Bounded in number and in bytes together. Any thread.
 */
final class KeptBodies implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(KeptBodies.class.getName());
    /** Bodies that are being received, scanned or answered. */
    private static final int MOST = 64;
    /** So many of the longest ones have room together, answers counted. */
    private static final int MOST_OF_THE_LONGEST = 8;

    private static final int COPY_BYTES = 64 << 10;

    private final Semaphore places = new Semaphore(MOST);
    private final AtomicLong bytesKept = new AtomicLong();
    private final Path folder;
    private final long longest;
    private final long mostBytes;
    private volatile boolean closed;

    KeptBodies(long longest) throws IOException {
        this.longest = longest;
        this.mostBytes = LongMath.saturatedMultiply(MOST_OF_THE_LONGEST, longest);
        this.folder = Files.createTempDirectory("coresident-scan");
    }

    /** A place for one body and what is found in it. */
    Body open() throws IOException {
        if (!places.tryAcquire()) {
            throw new RequestRefused(503, "too-many-scans", MOST + " bodies are kept already: try again");
        }
        try {
            return new Body();
        } catch (IOException | RuntimeException e) {
            places.release();
            throw e;
        }
    }

    /** The folder goes with the last body. */
    @Override
    public void close() throws IOException {
        closed = true;
        deleteFolder();
    }

    private void deleteFolder() throws IOException {
        try {
            Files.deleteIfExists(folder);
        } catch (DirectoryNotEmptyException e) {
            LOG.log(Level.DEBUG, "requests that were cut off still have files in {0}", folder);
        }
    }

    /** A body and what is found in it. One thread. */
    final class Body implements AutoCloseable {
        private final Path content;
        private final Path matches;
        private long bytes;
        private long charged;

        private Body() throws IOException {
            content = Files.createTempFile(folder, "body", "");
            try {
                matches = Files.createTempFile(folder, "matches", "");
            } catch (IOException e) {
                Files.deleteIfExists(content);
                throw e;
            }
        }

        Path content() {
            return content;
        }

        Path matches() {
            return matches;
        }

        long bytes() {
            return bytes;
        }

        /**
         * Keeps a body, unless it is too long.
         *
         * @param announced its length if it is known, looked at first; else less than 0
         */
        void fill(InputStream in, long announced) throws IOException {
            if (announced > longest) {
                throw tooLong();
            }
            byte[] some = new byte[COPY_BYTES];
            try (OutputStream out = Files.newOutputStream(content)) {
                for (int read = in.read(some); read >= 0; read = in.read(some)) {
                    bytes += read;
                    charge(read);
                    if (bytes > longest) {
                        throw tooLong();
                    }
                    out.write(some, 0, read);
                }
            }
        }

        /** What was found stays until it is sent, and counts like the body. */
        void keepAnswer(long length) {
            charge(length);
        }

        private void charge(long more) {
            charged += more;
            if (bytesKept.addAndGet(more) > mostBytes) {
                throw new RequestRefused(
                        503,
                        "too-many-bytes",
                        "all bodies and answers kept would have more than " + mostBytes + " bytes: try again");
            }
        }

        private RequestRefused tooLong() {
            return new RequestRefused(413, "body-too-long", "a body has at most " + longest + " bytes: split it");
        }

        @Override
        public void close() throws IOException {
            bytesKept.addAndGet(-charged);
            places.release();
            try {
                Files.deleteIfExists(content);
            } finally {
                Files.deleteIfExists(matches);
            }
            if (closed) {
                deleteFolder();
            }
        }
    }
}
