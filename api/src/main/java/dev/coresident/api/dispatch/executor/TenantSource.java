package dev.coresident.api.dispatch.executor;

/**
 * Says what a tenant is. Called by the executor's owner, once for each tenant word, when its first op is admitted; again with the next op
 * if it threw or gave null, which ends the op with {@code EXECUTION_FAILED}.
 */
@FunctionalInterface
public interface TenantSource {
    /** The tenant with this word. */
    TenantProfile profile(int tenantWord);
}
