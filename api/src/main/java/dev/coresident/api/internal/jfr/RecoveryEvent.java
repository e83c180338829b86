package dev.coresident.api.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A device was lost, replaced or given up, or a slot expired. */
@Name("coresident.Recovery")
@Label("Recovery")
@Category("Coresident")
@Description("A device was lost, replaced or given up, or a slot expired")
@StackTrace(false)
final class RecoveryEvent extends Event {
    @Label("What")
    @Nullable
    String what;

    @Label("Incarnation or Attempt")
    int incarnation;

    @Label("Run Again")
    int again;

    @Label("Failed")
    int failed;

    @Label("Without a Device")
    @Timespan
    long goneNanos;

    @Label("Reason")
    @Nullable
    String reason;
}
