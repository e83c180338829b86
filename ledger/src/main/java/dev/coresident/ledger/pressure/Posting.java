package dev.coresident.ledger.pressure;

/**
 * What a {@linkplain PressureBoard#post posted} need led to.
 *
 * @param wantedBytes what was wanted
 * @param pendingBytes what of it had been asked for before and not been given back
 * @param askedBytes what was asked for now
 * @param holders how many were asked now
 */
public record Posting(long wantedBytes, long pendingBytes, long askedBytes, int holders) {
    /** What nobody can be asked for. */
    public long unmetBytes() {
        return Math.max(0, wantedBytes - pendingBytes - askedBytes);
    }
}
