package dev.coresident.api.internal.pump;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.device.HandDevice;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.OpcodeSpace;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.program.Opcodes;
import java.lang.reflect.Field;
import org.junit.jupiter.api.Test;

/** Work that nobody waits for is the backstop's, whichever submission it comes with. */
class BackstopWakeTest {
    @Test
    void everySubmissionWakesTheBackstop() throws ReflectiveOperationException {
        Geometry geometry = new Geometry(Partitions.each(64), 64, 1_024, 8, 16, 64, 16, 1L << 20);
        try (HandDevice device = new HandDevice(geometry, ExecutionModel.RESIDENT)) {
            Pump pump = new Pump(device, new NoChores(), KernelTime.system(), false);
            Backstop backstop = new Backstop(pump);
            Submission submission = new Submission(pump, backstop, geometry.partitions());
            TenantState state =
                    new TenantState(1, 0, "t", TenantPolicy.defaults(), OpcodeSpace.USER_FIRST, 1_024, true);
            pump.attach(state);
            Field asleep = Backstop.class.getDeclaredField("asleep");
            asleep.setAccessible(true);
            for (int slot = 0; slot < 64; slot++) {
                asleep.setBoolean(backstop, true);
                long ticket = submission.submit(state, Priority.NORMAL, null, Opcodes.NOP, new int[0]);
                assertThat(ticket).isEqualTo(slot);
                assertThat(asleep.getBoolean(backstop))
                        .as("asleep after ticket %d", ticket)
                        .isFalse();
            }
        }
    }

    private static final class NoChores implements Pump.Chores {
        @Override
        public void run() {}

        @Override
        public boolean pending() {
            return false;
        }
    }
}
