package dev.coresident.console.web.json;

import dev.coresident.api.RingLook;
import dev.coresident.api.policy.Priority;
import dev.coresident.console.json.JsonLine;
import dev.coresident.console.web.sample.Sample;
import dev.coresident.spi.layout.SlotStatus;
import java.util.Locale;

/** The ring of a sample: how full it is, and a picture of its slots. */
final class RingJson {
    /** In this order a status stands out in a cell: rare ones first. */
    private static final int[] STANDING_OUT = {
        SlotStatus.FAULT,
        SlotStatus.CLAIMED,
        SlotStatus.PUBLISHED,
        SlotStatus.WAIT_IO,
        SlotStatus.YIELD,
        SlotStatus.REQUEUE,
        SlotStatus.DONE
    };

    private static final int NINTHS = 9;

    private RingJson() {}

    /** A member {@code ring}. */
    static void write(JsonLine json, Sample sample) {
        RingLook look = sample.ring();
        json.name("ring")
                .open()
                .member("used", sample.kernel().inRing())
                .member("slots", sample.partitions().slots())
                .name("partitions")
                .open();
        for (Priority priority : Priority.values()) {
            json.member(priority.label(), sample.partitions().capacity(priority.level()));
        }
        json.close().member("looked", look.looked()).name("statuses").open();
        for (int status = SlotStatus.EMPTY; status <= SlotStatus.FAULT; status++) {
            json.member(SlotStatus.name(status).toLowerCase(Locale.ROOT), look.total(status));
        }
        json.close().name("cells").open();
        for (Priority priority : Priority.values()) {
            json.member(priority.label(), cells(look, priority));
        }
        json.close().close();
    }

    /** Two digits for each cell: the status that stands out, and the ninths of the cell's slots that have it, rounded up. */
    private static String cells(RingLook look, Priority priority) {
        StringBuilder text = new StringBuilder();
        for (int cell = 0; cell < look.cells(priority); cell++) {
            int all = look.count(priority, cell, SlotStatus.EMPTY);
            int shown = SlotStatus.EMPTY;
            for (int status : STANDING_OUT) {
                int count = look.count(priority, cell, status);
                all += count;
                shown = shown == SlotStatus.EMPTY && count > 0 ? status : shown;
            }
            int count = look.count(priority, cell, shown);
            text.append(shown).append(all == 0 ? 0 : (count * NINTHS + all - 1) / all);
        }
        return text.toString();
    }
}
