package dev.coresident.api.internal.pump;

import java.lang.reflect.Field;
import java.util.Arrays;

/** Starts a pump at other positions than 0, which the API has no way to: the first 2^32 slots would take hours. */
public final class Positions {
    private Positions() {}

    /** Sets every tail and the completion ring's head. Before the first slot, and with nobody pumping. */
    public static void startAt(Pump pump, long position) throws ReflectiveOperationException {
        SlotTable slots = (SlotTable) field(Pump.class, "slots").get(pump);
        Arrays.fill(slots.tails, position);
        field(Drain.class, "head").setLong(field(Pump.class, "drain").get(pump), position);
    }

    private static Field field(Class<?> owner, String name) throws ReflectiveOperationException {
        Field field = owner.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
