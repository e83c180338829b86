package dev.coresident.api.event;

import dev.coresident.spi.DeviceException;
import java.time.Duration;

/** What happens to a kernel besides its slots. */
public sealed interface KernelEvent {
    /**
     * The device is gone, or stuck and given up. Submissions are accepted all the same; nothing runs until another device is there.
     *
     * @param incarnation how many devices the kernel had before it
     * @param cause why
     */
    record DeviceLost(int incarnation, DeviceException cause) implements KernelEvent {}

    /**
     * No other device could be opened or started.
     *
     * @param attempt how many attempts that makes since the loss
     * @param cause why
     */
    record AttemptFailed(int attempt, DeviceException cause) implements KernelEvent {}

    /**
     * Another device runs, with the tenants, handles and memory of the one before.
     *
     * @param incarnation how many devices the kernel had before it
     * @param again submissions of the lost device's ring that run again
     * @param failed submissions of that ring that ended with DEVICE_LOST
     * @param gone how long there was none, by the kernel's clock
     */
    record DeviceReplaced(int incarnation, int again, int failed, Duration gone) implements KernelEvent {}

    /**
     * There will be no other device: everything outstanding ends with DEVICE_LOST and nothing more is accepted.
     *
     * @param cause of the loss, or of the last attempt
     * @param reason which bound of the policy was reached
     */
    record GivenUp(DeviceException cause, String reason) implements KernelEvent {}

    /**
     * A slot was claimed and did not end within the slot limit; its ticket ended with SLOT_EXPIRED.
     *
     * @param tenant its tenant's id
     * @param ticket its ticket
     */
    record SlotExpired(int tenant, long ticket) implements KernelEvent {}
}
