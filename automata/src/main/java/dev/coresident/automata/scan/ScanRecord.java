package dev.coresident.automata.scan;

import java.nio.file.Path;

/** Tells the JDK's flight recorder of scans. Can be loaded without the module jdk.jfr. */
final class ScanRecord {
    private static final boolean PRESENT =
            ModuleLayer.boot().findModule("jdk.jfr").isPresent();

    private ScanRecord() {}

    /** A file is through. */
    static void scanned(Path path, long bytes, long matches) {
        if (PRESENT) {
            Recorded.scanned(path, bytes, matches);
        }
    }

    /** The part that needs the flight recorder. */
    private static final class Recorded {
        private static final ScanEvent SCAN = new ScanEvent();

        static void scanned(Path path, long bytes, long matches) {
            if (SCAN.isEnabled()) {
                ScanEvent event = new ScanEvent();
                event.path = path.toString();
                event.bytes = bytes;
                event.matches = matches;
                event.commit();
            }
        }
    }
}
