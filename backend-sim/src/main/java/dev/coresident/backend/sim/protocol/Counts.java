package dev.coresident.backend.sim.protocol;

import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.spi.layout.CountRow;
import dev.coresident.spi.layout.TenantWord;

/** The device's counts for each tenant id. Slots whose id lies beyond the table are counted nowhere: there is no row. */
public final class Counts {
    private Counts() {}

    /** Counts claims, before the tenant's row is looked at. */
    public static void claimed(DeviceMemory memory, int word, int slots) {
        add(memory, word, CountRow.CLAIMED, slots);
    }

    /** Counts ends, and what was handed to the host, after the statuses were released. */
    public static void ended(DeviceMemory memory, int word, int done, int faulted, int handed) {
        if (done > 0) {
            add(memory, word, CountRow.DONE, done);
        }
        if (faulted > 0) {
            add(memory, word, CountRow.FAULTED, faulted);
        }
        if (handed > 0) {
            add(memory, word, CountRow.HANDED, handed);
        }
    }

    private static void add(DeviceMemory memory, int word, long field, int slots) {
        int id = TenantWord.id(word);
        if (id <= memory.geometry().tenants()) {
            memory.words().getAndAdd(memory.control(), memory.places().countRow(id) + field, slots);
        }
    }
}
