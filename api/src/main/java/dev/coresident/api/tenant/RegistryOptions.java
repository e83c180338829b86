package dev.coresident.api.tenant;

import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.spi.layout.OpcodeSpace;
import dev.coresident.spi.layout.TenantWord;
import java.util.Objects;

/**
 * The shape of a registry.
 *
 * @param tenants the most at once, 1 to 4,094
 * @param windowSize opcodes in each window; all windows must fit the 2^30 opcodes of user space
 * @param policy the policy of a registration that names none
 */
public record RegistryOptions(int tenants, int windowSize, TenantPolicy policy) {
    private static final RegistryOptions DEFAULTS =
            new RegistryOptions(TenantWord.MAX_ID, OpcodeSpace.DEFAULT_WINDOW, TenantPolicy.defaults());

    /** Checks every bound. */
    public RegistryOptions {
        Objects.requireNonNull(policy, "policy");
        if (tenants < 1 || tenants > TenantWord.MAX_ID) {
            throw new IllegalArgumentException(
                    "a registry has from 1 to " + TenantWord.MAX_ID + " tenants, got " + tenants);
        }
        if (windowSize < 1 || windowSize > OpcodeSpace.USER_SIZE / tenants) {
            throw new IllegalArgumentException("the window of each of %d tenants has from 1 to %d opcodes, got %d"
                    .formatted(tenants, OpcodeSpace.USER_SIZE / tenants, windowSize));
        }
    }

    /** 4,094 tenants with windows of 2^18 opcodes. */
    public static RegistryOptions defaults() {
        return DEFAULTS;
    }
}
