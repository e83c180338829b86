package dev.coresident.automata.scan;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A file was scanned. */
@Name("coresident.Scan")
@Label("Scan")
@Category("Coresident")
@Description("A file was scanned with all rule sets of a scanner")
@StackTrace(false)
final class ScanEvent extends Event {
    @Label("Path")
    @Nullable
    String path;

    @Label("Bytes")
    @DataAmount
    long bytes;

    @Label("Matches")
    long matches;
}
