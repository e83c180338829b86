package dev.coresident.api.dispatch.executor;

/** Says what a tenant is. Called by the executor's owner, once for each tenant word, when its first op is admitted. */
@FunctionalInterface
public interface TenantSource {
    /** The tenant with this word. */
    TenantProfile profile(int tenantWord);
}
