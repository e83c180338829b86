package dev.coresident.api.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A round of a device that cannot stay resident. */
@Name("coresident.Round")
@Label("Round")
@Category("Coresident")
@Description("A round of a device that works in rounds")
@StackTrace(false)
final class RoundEvent extends Event {
    @Label("Ended Well")
    boolean well;
}
