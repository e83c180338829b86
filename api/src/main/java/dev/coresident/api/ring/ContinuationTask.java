package dev.coresident.api.ring;

import dev.coresident.api.policy.Priority;
import dev.coresident.spi.layout.HandleWord;
import dev.coresident.spi.layout.TenantWord;
import java.util.Objects;

/**
 * What a continuation task starts with. All words are u32.
 *
 * @param opcode the global opcode that runs it: of the tenant's window, or a system op that tenants may publish
 * @param tenantWord {@link TenantWord}
 * @param priority its level until a requeue changes it
 * @param inputHandle {@link HandleWord} of what it reads, or 0
 * @param outputHandle {@link HandleWord} of what it writes, or 0
 * @param parameter the op's parameter
 * @param continuationPc where it begins
 * @param continuationData what it carries there
 * @param taskId its own number
 * @param parentId the task that spawned it, or 0
 * @param requeueRequested true if it wants another turn after the first
 */
public record ContinuationTask(
        int opcode,
        int tenantWord,
        Priority priority,
        int inputHandle,
        int outputHandle,
        int parameter,
        int continuationPc,
        int continuationData,
        int taskId,
        int parentId,
        boolean requeueRequested) {
    /** Checks that nothing is missing; the opcode is looked at when it is spawned. */
    public ContinuationTask {
        Objects.requireNonNull(priority, "priority");
    }

    /** A task without handles and parents that begins at 0 and wants one turn. */
    public static ContinuationTask of(int opcode, int tenantWord, Priority priority, int taskId) {
        return new ContinuationTask(opcode, tenantWord, priority, 0, 0, 0, 0, 0, taskId, 0, false);
    }

    /** The same with other memory. */
    public ContinuationTask withHandles(int input, int output) {
        return new ContinuationTask(
                opcode,
                tenantWord,
                priority,
                input,
                output,
                parameter,
                continuationPc,
                continuationData,
                taskId,
                parentId,
                requeueRequested);
    }

    /** The same, beginning elsewhere. */
    public ContinuationTask withContinuation(int pc, int data) {
        return new ContinuationTask(
                opcode,
                tenantWord,
                priority,
                inputHandle,
                outputHandle,
                parameter,
                pc,
                data,
                taskId,
                parentId,
                requeueRequested);
    }
}
