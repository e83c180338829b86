package dev.coresident.api.internal.pump;

import dev.coresident.api.internal.fuel.Metering;
import dev.coresident.api.memory.Allocation;
import dev.coresident.api.memory.Binding;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.program.CustomOp;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.ProgramImage;
import org.jspecify.annotations.Nullable;

/** What a tenant needs of the resident kernel that its registry belongs to. */
public interface TenantHost {
    /**
     * Opens the account and admits the tenant on the device; null, or why not, with nothing changed.
     *
     * @param parent the tenant above, or null
     */
    @Nullable
    String admit(TenantState state, @Nullable TenantState parent);

    /** What meters of fuel share. */
    Metering metering();

    /** From the return on, no slot of the tenant is claimed that was not claimed before. */
    void revoke(TenantState state);

    /** Gives back all that a sealed tenant held. Called by the pump's owner or with no pump running. */
    void release(TenantState state);

    /** Where submissions go. */
    Submission submission();

    /** Device memory for the tenant, charged to its account. */
    Allocation allocate(TenantState state, Purpose purpose, long bytes, boolean spare);

    /** Binds a local opcode. */
    Binding bind(TenantState state, int localOpcode, OpKind kind, @Nullable ProgramImage image);

    /** Binds a local opcode to an op of the device's own. */
    Binding bind(TenantState state, int localOpcode, CustomOp op);
}
