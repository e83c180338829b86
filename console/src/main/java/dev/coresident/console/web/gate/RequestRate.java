package dev.coresident.console.web.gate;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A bucket of permits for each client address: so many at once, refilled at a steady rate. Addresses beyond the bound push out
 * the one that was quiet longest, which has a full bucket again when it comes back. Any thread.
 */
final class RequestRate {
    private static final int MOST_CLIENTS = 4_096;

    private final int burst;
    private final double perNano;
    private final LongSupplier nanoTime;
    private final Map<String, Bucket> buckets = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Bucket> eldest) {
            return size() > MOST_CLIENTS;
        }
    };

    private static final class Bucket {
        private double permits;
        private long refilled;
    }

    RequestRate(int burst, int perSecond, LongSupplier nanoTime) {
        this.burst = burst;
        this.perNano = perSecond / 1e9;
        this.nanoTime = nanoTime;
    }

    /** Takes a permit; false if the client has none left. */
    synchronized boolean tryTake(String client) {
        Bucket bucket = refilled(client);
        if (bucket.permits < 1) {
            return false;
        }
        bucket.permits--;
        return true;
    }

    private Bucket refilled(String client) {
        long now = nanoTime.getAsLong();
        Bucket bucket = buckets.get(client);
        if (bucket == null) {
            bucket = new Bucket();
            bucket.permits = burst;
            buckets.put(client, bucket);
        } else {
            bucket.permits = Math.min(burst, bucket.permits + (now - bucket.refilled) * perNano);
        }
        bucket.refilled = now;
        return bucket;
    }
}
