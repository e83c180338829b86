package dev.coresident.backend.aparapi.opencl;

import com.aparapi.device.Device;
import com.aparapi.device.OpenCLDevice;
import java.util.Locale;

/** One device of one OpenCL platform, as found by {@link OpenClSearch}. */
public final class OpenClUnit {
    private final int number;
    private final int platform;
    private final int index;
    private final OpenCLDevice device;

    OpenClUnit(int number, int platform, int index, OpenCLDevice device) {
        this.number = number;
        this.platform = platform;
        this.index = index;
        this.device = device;
        if (!isCpu()) {
            // Else Aparapi hands the driver memory of the collector, which may move between two launches.
            device.setSharedMemory(false);
        }
    }

    /** Counts the devices of all platforms, in the platforms' order. */
    public int number() {
        return number;
    }

    /** The name that the driver gives. */
    public String name() {
        return device.getName() == null ? "unnamed" : device.getName().trim();
    }

    /** True if the device is the processor that runs this program. */
    public boolean isCpu() {
        return device.getType() == Device.TYPE.CPU;
    }

    /** For people: {@code "cpu pthread-... (device 0 of platform 0, Portable Computing Language)"}. */
    public String description() {
        return device.getType().name().toLowerCase(Locale.ROOT) + " " + name() + " (device " + index + " of platform "
                + platform + ", " + device.getOpenCLPlatform().getName().trim() + ")";
    }

    /** At least 1. */
    public int computeUnits() {
        return Math.max(1, device.getMaxComputeUnits());
    }

    /** The largest buffer. */
    public long bufferLimitBytes() {
        return device.getMaxMemAllocSize();
    }

    /** Work items of a group that the device takes at most. */
    int groupLimit() {
        return Math.max(1, device.getMaxWorkGroupSize());
    }

    OpenCLDevice device() {
        return device;
    }

    /** Higher is better: accelerators and graphics processors before processors. */
    int rank() {
        return switch (device.getType()) {
            case ACC -> 3;
            case GPU -> 2;
            default -> 1;
        };
    }

    @Override
    public String toString() {
        return description();
    }
}
