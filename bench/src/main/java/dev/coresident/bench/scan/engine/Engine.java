package dev.coresident.bench.scan.engine;

import java.io.IOException;

/** An engine with its patterns compiled. One thread calls it. */
public interface Engine extends AutoCloseable {
    /** Scans all texts of the workload once; how much was found. */
    long scan() throws Exception;

    @Override
    void close() throws IOException;
}
