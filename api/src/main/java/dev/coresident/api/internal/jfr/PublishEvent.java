package dev.coresident.api.internal.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A cycle of the pump wrote slots. */
@Name("coresident.Publish")
@Label("Publish")
@Category("Coresident")
@Description("A cycle of the pump wrote slots into the ring")
@StackTrace(false)
final class PublishEvent extends Event {
    @Label("Slots")
    int slots;
}
