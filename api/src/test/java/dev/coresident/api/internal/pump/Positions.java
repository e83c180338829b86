package dev.coresident.api.internal.pump;

import java.lang.reflect.Field;
import java.util.Arrays;

/** Starts a pump at other positions than 0, which the API has no way to: the first 2^32 slots would take hours. */
public final class Positions {
    private Positions() {}

    /** Sets every tail and the completion ring's head. Before the first slot, and with nobody pumping. */
    public static void startAt(Pump pump, long position) throws ReflectiveOperationException {
        Traffic traffic = pump.traffic();
        Arrays.fill(traffic.slots.tails, position);
        field(Drain.class, "head").setLong(traffic.drain, position);
    }

    private static Field field(Class<?> owner, String name) throws ReflectiveOperationException {
        Field field = owner.getDeclaredField(name);
        field.setAccessible(true);
        return field;
    }
}
