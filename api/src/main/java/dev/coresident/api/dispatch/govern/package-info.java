/**
 * What keeps a tenant's ops in bounds before they run: the governor with its chain of rules, and deadlines from experience.
 *
 * <p>{@link dev.coresident.api.dispatch.govern.TenantGovernor} asks its rules in a fixed order and stops at the first that answers:
 *
 * <ol>
 *   <li>was the request sent before? ({@link dev.coresident.api.dispatch.govern.Repeats})
 *   <li>is the tenant blocked?
 *   <li>does it cool down? ({@link dev.coresident.api.dispatch.govern.CoolDown})
 *   <li>has it a permit left? ({@link dev.coresident.api.dispatch.govern.Permits})
 *   <li>has it budget left? ({@link dev.coresident.ledger.budget.Budget})
 *   <li>has its queue room? ({@link dev.coresident.api.dispatch.govern.Overload})
 * </ol>
 *
 * <p>What an admitted op has taken comes back in one place, when it has ended. One thread uses it all, the one that polls the
 * executor. Nothing reads a clock: times are nanoseconds of any origin that the caller brings. Random numbers depend on the seed
 * and the tenant alone. All tables are bounded and count what they refused or forgot. The admitted path allocates nothing.
 * Everything can be saved as a value and restored, and goes on from there as if nothing had happened.
 */
package dev.coresident.api.dispatch.govern;
