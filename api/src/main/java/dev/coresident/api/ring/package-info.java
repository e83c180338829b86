/**
 * Views over protocol memory that a caller manages itself: a ring to publish into slot by slot, batches with a fence, packed
 * slots, strict readers of the debug log, the observables and the IO queue, and continuation tasks.
 *
 * <p>Everything here works on any memory of the right shape, a device's or a copy, and checks before it writes: a refusal is a
 * {@link dev.coresident.api.ring.RingRefusal} and every byte is as it was. Tenants that go through a resident kernel's queues
 * need none of this.
 */
package dev.coresident.api.ring;
