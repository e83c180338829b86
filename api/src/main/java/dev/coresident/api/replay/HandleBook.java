package dev.coresident.api.replay;

import dev.coresident.api.replay.SlotAccess.Use;
import dev.coresident.api.replay.log.LogRecord;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.HandleWord;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a replay knows of the handle table, and which memory every order of the slots agrees on. */
final class HandleBook {
    private final Geometry geometry;
    private final Map<Integer, Row> rows = new HashMap<>();
    /** First byte in the heap to behind the last, of what is open. */
    private final TreeMap<Long, Long> places = new TreeMap<>();

    /** One row of the table, from its first handle on. */
    static final class Row {
        LogRecord.@Nullable Opened opened;
        boolean open;
        /** An image that a slot may have run, which must not change any more: a device checks an image once. */
        boolean ran;
        /** The slot that wrote it last, unless the host wrote it since. */
        @Nullable
        InFlight lastWriter;

        private long changedAt = -1;
        private int users;
        private int writers;
        private long writerAt = -1;
        private long wroteAt = -1;
        private long wroteFrom = Long.MAX_VALUE;
        private long wroteTo;
        private boolean uncertain;

        /** True if the content is the same in every order of the slots. */
        boolean isCertain() {
            return !uncertain && writers == 0;
        }
    }

    HandleBook(Geometry geometry) {
        this.geometry = geometry;
    }

    /** What is open, for a new device. */
    Iterable<Row> rows() {
        return rows.values();
    }

    /** The row of a handle that is, or was last, open there; null if it never was. */
    @Nullable
    Row find(int handle) {
        Row row = rows.get(HandleWord.row(handle));
        LogRecord.Opened opened = row == null ? null : row.opened;
        return opened != null && opened.handle() == handle ? row : null;
    }

    /** Notes a new handle; gives why no kernel can have opened it, or null. */
    @Nullable
    String open(LogRecord.Opened opened, long record) {
        int number = HandleWord.row(opened.handle());
        long from = Integer.toUnsignedLong(opened.unit()) * HandleRow.UNIT;
        long heap = geometry.heapBytes();
        if (number < 1 || number > geometry.handles()) {
            return "a handle's row is from 1 to " + geometry.handles() + ", got " + number;
        }
        if (opened.bytes() < 1 || opened.bytes() > heap || from > heap - opened.bytes()) {
            return "a handle's memory lies in the heap of " + heap + " bytes, got " + opened.bytes() + " bytes at "
                    + from;
        }
        Row row = rows.computeIfAbsent(number, n -> new Row());
        if (row.open) {
            return "the row of a new handle is free, and row " + number + " is open";
        }
        Map.Entry<Long, Long> before = places.lowerEntry(from + opened.bytes());
        if (before != null && before.getValue() > from) {
            return "handles that are open do not overlap, and at " + from + " two do";
        }
        places.put(from, from + opened.bytes());
        row.opened = opened;
        row.open = true;
        row.ran = false;
        row.uncertain = false;
        row.lastWriter = null;
        row.changedAt = record;
        return null;
    }

    void close(Row row, long record) {
        LogRecord.Opened opened = row.opened;
        if (opened != null) {
            places.remove(Integer.toUnsignedLong(opened.unit()) * HandleRow.UNIT);
        }
        row.open = false;
        row.changedAt = record;
    }

    /** The host wrote a range; what is in flight there may have seen it or not. */
    void wrote(Row row, long from, long length, long record) {
        row.lastWriter = null;
        if (row.users > 0) {
            row.wroteAt = record;
            row.wroteFrom = Math.min(row.wroteFrom, from);
            row.wroteTo = Math.max(row.wroteTo, from + length);
        }
    }

    void published(InFlight slot) {
        for (Use use : slot.access.uses) {
            Row row = rows.computeIfAbsent(HandleWord.row(use.handle()), n -> new Row());
            row.users++;
            slot.metMemory |= row.writers > 0;
            if (use.writes()) {
                row.writers++;
                row.writerAt = slot.record;
            }
        }
    }

    /** True if the host changed something that a slot uses while it was in flight. */
    boolean changedSince(InFlight slot) {
        for (Use use : slot.access.uses) {
            Row row = rows.get(HandleWord.row(use.handle()));
            if (row != null
                    && (row.changedAt > slot.record
                            || (row.wroteAt > slot.record && row.wroteFrom < use.to() && use.from() < row.wroteTo))) {
                return true;
            }
        }
        return false;
    }

    /** True if what a slot reads is the same in every order. */
    boolean isCertain(InFlight slot) {
        boolean certain = true;
        for (Use use : slot.access.uses) {
            Row row = rows.get(HandleWord.row(use.handle()));
            if (row != null && !use.writes()) {
                certain &= !slot.metMemory && !row.uncertain && row.writerAt <= slot.record;
            }
        }
        return certain;
    }

    /** A slot is over, after the questions above. */
    void ended(InFlight slot, boolean certain) {
        for (Use use : slot.access.uses) {
            Row row = rows.get(HandleWord.row(use.handle()));
            if (row == null) {
                continue;
            }
            row.users--;
            if (row.users == 0) {
                row.wroteFrom = Long.MAX_VALUE;
                row.wroteTo = 0;
            }
            if (use.writes()) {
                row.writers--;
                row.uncertain |= !certain || slot.metMemory || row.writerAt > slot.record;
                row.lastWriter = slot;
            }
        }
    }

    /** Nobody knows whether a slot ran or will: what it writes is uncertain from now on. */
    void givenUp(InFlight slot) {
        for (Use use : slot.access.uses) {
            Row row = rows.get(HandleWord.row(use.handle()));
            if (row != null && use.writes()) {
                row.uncertain = true;
            }
        }
    }

    /** All slots in flight are gone and all memory is zero. */
    void deviceReplaced() {
        for (Row row : rows.values()) {
            row.users = 0;
            row.writers = 0;
            row.uncertain = false;
            row.ran = false;
            row.lastWriter = null;
            row.wroteFrom = Long.MAX_VALUE;
            row.wroteTo = 0;
        }
    }
}
