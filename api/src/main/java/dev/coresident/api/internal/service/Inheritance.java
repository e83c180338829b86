package dev.coresident.api.internal.service;

import dev.coresident.api.dispatch.executor.ExecutorSnapshot;
import dev.coresident.api.dispatch.executor.TenantProfile;
import dev.coresident.api.dispatch.facet.TenantBuffers;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What a kernel must know of the one before it whose host ops it goes on with: their tickets are gone, so that their ends are told to nobody but
 * those who ask again with their request ids; their tenants are back when one with the same word and label asks.
 */
final class Inheritance {
    private final ExecutorSnapshot snapshot;
    private final Map<Integer, ExecutorSnapshot.Tenant> tenants = new HashMap<>();

    /**
     * Of a snapshot.
     *
     * @throws IllegalArgumentException if it holds what cannot be carried
     */
    Inheritance(ExecutorSnapshot snapshot) {
        String why = whyNot(snapshot);
        if (why != null) {
            throw new IllegalArgumentException("the snapshot holds " + why);
        }
        this.snapshot = snapshot;
        snapshot.tenants().forEach(tenant -> tenants.put(tenant.word(), tenant));
    }

    /** What of a snapshot no other kernel can go on with, and the way out; null if it can with all. */
    static @Nullable String whyNot(ExecutorSnapshot snapshot) {
        long nameless = snapshot.ops().stream()
                        .filter(op -> op.request().requestId() == 0)
                        .count()
                + snapshot.requests().stream()
                        .filter(request -> request.requestId() == 0)
                        .count();
        return nameless == 0
                ? null
                : nameless + " ops of tickets without a request id, whose ends nobody could be told after a restore:"
                        + " await these tickets first, or ask with request ids";
    }

    ExecutorSnapshot snapshot() {
        return snapshot;
    }

    /** What is to be added to a clock so that it goes on where the snapshot was taken. */
    long shiftNanos(long nowNanos) {
        return snapshot.takenNanos() - nowNanos;
    }

    /** True of an op that the kernel before admitted, or had in its inbox, which comes first. */
    boolean isOfBefore(long op) {
        return op <= snapshot.lastNumber() + snapshot.requests().size();
    }

    /** The tenants of before. */
    Iterable<Integer> words() {
        return tenants.keySet();
    }

    /** A tenant of before that is not back: as it was. */
    TenantProfile profile(int tenantWord, TenantProfile said) {
        ExecutorSnapshot.Tenant tenant = tenants.get(tenantWord);
        return tenant == null ? said : new TenantProfile(tenant.label(), tenant.weight(), said.policy(), said.budget());
    }

    /** Device memory for tenants that are back: a word alone may be another's by now. */
    static TenantBuffers guarded(TenantBuffers buffers, IntPredicate isBack) {
        return new TenantBuffers() {
            @Override
            public Access write(int tenantWord, int handleWord, long offset, ByteBuffer bytes) {
                return isBack.test(tenantWord)
                        ? buffers.write(tenantWord, handleWord, offset, bytes)
                        : Access.NOT_OWNED;
            }

            @Override
            public Access read(int tenantWord, int handleWord, long offset, ByteBuffer into) {
                return isBack.test(tenantWord) ? buffers.read(tenantWord, handleWord, offset, into) : Access.NOT_OWNED;
            }
        };
    }
}
