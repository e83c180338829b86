package dev.coresident.api.internal.pump;

import dev.coresident.api.internal.jfr.FlightEvents;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceException.Category;
import dev.coresident.spi.Health;
import java.lang.System.Logger.Level;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Calls of a device that never throw by its contract. A backend that throws all the same must not end the pump's thread, nor keep a
 * close from ending what was accepted: its device is lost, or does not stop.
 */
public final class DeviceGuard {
    private static final System.Logger LOG = System.getLogger(DeviceGuard.class.getName());

    private DeviceGuard() {}

    /** Stops a device; false, too, if it threw. */
    public static boolean stop(Device device, Duration limit) {
        try {
            return device.stop(limit);
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "the device threw while it was stopped, and counts as not stopped", e);
            return false;
        }
    }

    /** How a device is; lost if it threw. */
    public static Health health(Device device) {
        try {
            return device.health();
        } catch (RuntimeException e) {
            return new Health.Lost(thrown("was asked for its health", e));
        }
    }

    /** Nudges a device; why it is lost if it threw, else null. */
    static @Nullable DeviceException nudge(Device device) {
        try {
            device.nudge();
            return null;
        } catch (RuntimeException e) {
            return thrown("was nudged", e);
        }
    }

    /** Runs a round; why the device is lost if it failed or threw, else null. */
    static @Nullable DeviceException round(Device device, int slots) {
        Object recorded = FlightEvents.roundBegins();
        boolean well = false;
        try {
            device.round(slots);
            well = true;
            return null;
        } catch (DeviceException e) {
            return e;
        } catch (RuntimeException e) {
            return new DeviceException(
                    Category.INTERNAL, "a round of the device threw, and the device is lost: " + e, e);
        } finally {
            FlightEvents.roundEnded(recorded, well);
        }
    }

    private static DeviceException thrown(String when, RuntimeException cause) {
        return new DeviceException(
                Category.INTERNAL, "the device threw when it " + when + ", and is lost: " + cause, cause);
    }
}
