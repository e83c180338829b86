package dev.coresident.backend.sim.scan.engine;

/** What came of an engine's last scan; stands until the next one. */
public interface ScanResult {
    /** State reached. */
    int state();

    /** Bytes consumed. */
    long consumed();

    /** Events written. */
    long events();

    /** Flags not yet served. */
    int flagsLeft();
}
