package dev.coresident.api.internal.pump;

import dev.coresident.spi.layout.FaultCode;

/** No services: a device that hands a slot over all the same is told that there are none. */
final class ServedByNobody implements HandOver {
    private final Ender ender;

    ServedByNobody(Ender ender) {
        this.ender = ender;
    }

    @Override
    public void take(TenantState state, long position, long requestId, long[] words, int at) {
        ender.end(state, position, FaultCode.NO_HOST_SERVICE, 0, 0);
    }

    @Override
    public int run() {
        return 0;
    }

    @Override
    public boolean isDue(long now) {
        return false;
    }

    @Override
    public long idleNanos(long now) {
        return Long.MAX_VALUE;
    }

    @Override
    public boolean serves() {
        return false;
    }

    @Override
    public void retire(TenantState state) {
        // nothing is kept of it
    }

    @Override
    public void abandon(FaultCode why) {
        // nothing was taken
    }
}
