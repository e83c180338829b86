package dev.coresident.backend.aparapi.rounds;

import dev.coresident.backend.aparapi.opencl.OpenClUnit;

/**
 * How many work items a launch has. Entries are taken by ticket, so that few items do as well as many where items are threads of a
 * processor; a graphics processor wants an item for each entry.
 *
 * @param group work items of a group
 * @param most the most work items
 * @param scans scans that are under way at once
 */
record Shape(int group, int most, int scans) {
    private static final int GROUPS_PER_UNIT = 4;
    private static final int WAVE = 32;

    static Shape of(OpenClUnit unit) {
        return unit.isCpu()
                ? new Shape(1, floor(unit.computeUnits()), GROUPS_PER_UNIT * unit.computeUnits())
                : new Shape(WAVE, Batch.MOST, Batch.MOST / 2);
    }

    /** Work items for so many entries: a power of two, so that there are few sizes. */
    int items(int entries) {
        int wanted = Integer.highestOneBit(Math.max(1, 2 * entries - 1));
        return Math.max(group, Math.min(wanted, most));
    }

    private static int floor(int units) {
        return Integer.highestOneBit(Math.min(Batch.MOST, Math.max(1, units)));
    }
}
