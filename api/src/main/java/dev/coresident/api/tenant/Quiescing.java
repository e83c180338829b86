package dev.coresident.api.tenant;

import dev.coresident.api.internal.pump.TenantHost;
import dev.coresident.api.internal.pump.TenantState;
import dev.coresident.api.policy.Backoff;
import dev.coresident.api.policy.KernelTime;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The wait for a tenant's work to end. */
final class Quiescing {
    private Quiescing() {}

    static Quiesce run(TenantState state, @Nullable TenantHost host, Duration limit) throws InterruptedException {
        if (host != null && host.submission().isPumping()) {
            throw new IllegalStateException(
                    "a completion listener must not quiesce: the pump that would drain the tenant is what called it");
        }
        state.quiesceCalls().incrementAndGet();
        KernelTime time = host == null ? KernelTime.system() : host.submission().time();
        long begin = time.nanoTime();
        long limitNanos = Backoff.nanos(limit);
        try {
            for (long poll = 0; state.outstanding() > 0; poll++) {
                boolean busy = host != null && host.submission().poll() > 0;
                if (time.nanoTime() - begin >= limitNanos) {
                    long outstanding = state.outstanding();
                    if (outstanding == 0) {
                        break;
                    }
                    state.quiesceTimeouts().incrementAndGet();
                    return new Quiesce.TimedOut(outstanding, time.nanoTime() - begin);
                }
                if (Thread.interrupted()) {
                    throw new InterruptedException("interrupted while quiescing tenant " + state.id());
                }
                if (busy) {
                    poll = 0;
                } else {
                    time.pause(poll);
                }
            }
            return new Quiesce.Drained(time.nanoTime() - begin);
        } finally {
            state.quiesceNanos().addAndGet(time.nanoTime() - begin);
        }
    }
}
