package dev.coresident.api.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Throttle;
import org.jspecify.annotations.Nullable;

/** A tenant was refused. There can be millions: the recorder keeps a sample. */
@Name("coresident.Refusal")
@Label("Refusal")
@Category("Coresident")
@Description("A submission or publication was refused; a sample of a hundred a second")
@StackTrace(false)
@Throttle("100/s")
final class RefusalEvent extends Event {
    @Label("Tenant")
    int tenant;

    @Label("Label")
    @Nullable
    String label;

    @Label("Reason")
    @Nullable
    String reason;
}
