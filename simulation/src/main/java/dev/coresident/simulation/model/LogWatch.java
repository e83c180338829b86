package dev.coresident.simulation.model;

import dev.coresident.simulation.scenario.Rule;
import dev.coresident.spi.Device;
import dev.coresident.spi.layout.DebugLogLayout;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.Words;
import java.lang.foreign.MemorySegment;
import java.util.BitSet;

/** The debug log of one device: each record is somebody's PRINTF, whole, and there once. */
public final class LogWatch {
    private final Book book;
    private final MemorySegment log;
    private final int records;
    private final BitSet printed = new BitSet();
    private int seen;

    /** A watch over a device that was opened. */
    public LogWatch(Book book, Device device) {
        this.book = book;
        this.log = device.region(Region.DEBUG_LOG);
        this.records = device.geometry().debugRecords();
    }

    /** Looks at records that were released since. */
    public void look() {
        while (seen < records
                && Words.getAcquire(log, DebugLogLayout.record(seen) + DebugLogLayout.SEQUENCE) == seen + 1) {
            record(DebugLogLayout.record(seen));
            seen++;
        }
    }

    private void record(long at) {
        int serial = Words.get(log, at + DebugLogLayout.ARGUMENT + 4L * RingWatch.SERIAL);
        Ticket ticket = book.find(serial);
        if (ticket == null || ticket.op != Op.PRINT || printed.get(serial)) {
            book.violate(
                    Rule.EXACTLY_ONCE,
                    "record %d of the debug log is of %s, which printed nothing or printed before"
                            .formatted(seen, ticket == null ? "nobody" : ticket));
            return;
        }
        printed.set(serial);
        boolean same = Words.get(log, at + DebugLogLayout.TENANT)
                == ticket.tenant.tenant().word();
        for (int i = 0; i < ticket.arguments.length; i++) {
            same &= Words.get(log, at + DebugLogLayout.ARGUMENT + 4L * i) == ticket.arguments[i];
        }
        if (!same) {
            book.violate(Rule.VISIBILITY, "record " + seen + " of the debug log has other words than " + ticket);
        }
    }
}
