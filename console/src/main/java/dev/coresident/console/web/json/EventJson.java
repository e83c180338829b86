package dev.coresident.console.web.json;

import dev.coresident.console.json.JsonLine;
import dev.coresident.console.web.sample.LoggedEvent;
import java.util.Locale;

/** Events. */
public final class EventJson {
    private EventJson() {}

    /** An object, opened and closed here. */
    public static void write(JsonLine json, LoggedEvent event) {
        json.open()
                .member("number", event.number())
                .member("millis", event.millis())
                .member("kind", event.kind())
                .member("severity", event.severity().name().toLowerCase(Locale.ROOT))
                .member("text", event.text())
                .close();
    }
}
