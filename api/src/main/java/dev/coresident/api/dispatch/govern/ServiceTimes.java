package dev.coresident.api.dispatch.govern;

import com.google.common.collect.ImmutableList;

/**
 * Deadlines from experience: how long ops took, for each service of each tenant, for each service, for each tenant and for all
 * together. Of these the first that is warm, with {@link #WARM} samples, says how long to wait; if none is, the policy does.
 *
 * <p>The wait is the mean and four deviations, but at least the mean and the clock's granularity, as RFC 6298 computes a
 * retransmission timeout. Ops that timed out are recorded too, with the time that they were given: what the wait exceeds the
 * mean by grows by three quarters with each, so that a service that became slow is given enough time soon.
 *
 * <p>The tables are bounded; what had no sample for the longest time is forgotten, and counted. Only the thread that polls.
 * Four look-ups to record, up to four to ask, no allocation once the tables have grown.
 */
public final class ServiceTimes {
    /** Samples until an estimate is used. */
    public static final int WARM = 3;

    /** The longest sample that is told from longer ones: 2^56 ns, over two years. */
    public static final long MAX_SAMPLE_NANOS = 1L << 56;

    /** Services of tenants that are remembered unless another bound is chosen. */
    public static final int PAIRS = 16_384;

    /** Services and tenants that are remembered unless another bound is chosen. */
    public static final int NAMES = 4_096;

    /** The granularity of the clock unless another is chosen: 1 ms. */
    public static final long GRANULARITY_NANOS = 1_000_000;

    private static final long ALL = 0;

    private final long granularityNanos;
    private final Estimates pairs;
    private final Estimates services;
    private final Estimates tenants;
    private final Estimates all;

    /** No experience; the usual bounds and granularity. */
    public ServiceTimes() {
        this(PAIRS, NAMES, GRANULARITY_NANOS);
    }

    /**
     * No experience.
     *
     * @param maxPairs the most services of tenants, at least 1
     * @param maxNames the most services, and the most tenants; at least 1
     * @param granularityNanos the least that a wait exceeds the mean by, at least 0
     */
    public ServiceTimes(int maxPairs, int maxNames, long granularityNanos) {
        this(
                granularityNanos,
                new Estimates(checkBound(maxPairs)),
                new Estimates(checkBound(maxNames)),
                new Estimates(maxNames),
                new Estimates(1));
        if (granularityNanos < 0 || granularityNanos > MAX_SAMPLE_NANOS) {
            throw new IllegalArgumentException("a granularity of " + granularityNanos + " ns is outside [0, "
                    + MAX_SAMPLE_NANOS + "]: choose one within");
        }
    }

    private ServiceTimes(long granularityNanos, Estimates pairs, Estimates services, Estimates tenants, Estimates all) {
        this.granularityNanos = granularityNanos;
        this.pairs = pairs;
        this.services = services;
        this.tenants = tenants;
        this.all = all;
    }

    private static int checkBound(int keys) {
        if (keys < 1) {
            throw new IllegalArgumentException("a table has at least 1 place, got " + keys);
        }
        return keys;
    }

    /**
     * An op took so long from its admission to its end, or was given so long and timed out.
     *
     * @param nanos at least 0; more than {@link #MAX_SAMPLE_NANOS} counts as that
     */
    public void record(int tenant, int service, long nanos) {
        if (nanos < 0) {
            throw new IllegalArgumentException(
                    "an op took " + nanos + " ns: take both times from one clock that does not go back");
        }
        long sample = Math.min(nanos, MAX_SAMPLE_NANOS);
        pairs.add(pair(tenant, service), sample);
        services.add(service, sample);
        tenants.add(pair(tenant, 0), sample);
        all.add(ALL, sample);
    }

    /**
     * How long to wait for an op.
     *
     * @param policyNanos what the policy says while there is no experience
     */
    public long waitNanos(int tenant, int service, long policyNanos) {
        return switch (basis(tenant, service)) {
            case TENANT_AND_SERVICE -> wait(pairs, pair(tenant, service));
            case SERVICE -> wait(services, service);
            case TENANT -> wait(tenants, pair(tenant, 0));
            case ALL -> wait(all, ALL);
            case POLICY -> policyNanos;
        };
    }

    /** The same with what it stands on, for people; at most so long. */
    LearnedDeadline learned(int tenant, int service, long policyNanos, long mostNanos) {
        Basis basis = basis(tenant, service);
        return switch (basis) {
            case TENANT_AND_SERVICE -> learned(basis, pairs, pair(tenant, service), mostNanos);
            case SERVICE -> learned(basis, services, service, mostNanos);
            case TENANT -> learned(basis, tenants, pair(tenant, 0), mostNanos);
            case ALL -> learned(basis, all, ALL, mostNanos);
            case POLICY -> new LearnedDeadline(basis, 0, 0, 0, Math.min(policyNanos, mostNanos));
        };
    }

    private LearnedDeadline learned(Basis basis, Estimates of, long key, long mostNanos) {
        int row = of.warm(key, WARM);
        long wait = Math.min(wait(of, key), mostNanos);
        return new LearnedDeadline(basis, of.mean(row), of.deviation(row), of.samples(row), wait);
    }

    /** On what {@link #waitNanos} stands. */
    public Basis basis(int tenant, int service) {
        if (pairs.warm(pair(tenant, service), WARM) != KeyedRows.NONE) {
            return Basis.TENANT_AND_SERVICE;
        }
        if (services.warm(service, WARM) != KeyedRows.NONE) {
            return Basis.SERVICE;
        }
        if (tenants.warm(pair(tenant, 0), WARM) != KeyedRows.NONE) {
            return Basis.TENANT;
        }
        return all.warm(ALL, WARM) != KeyedRows.NONE ? Basis.ALL : Basis.POLICY;
    }

    private long wait(Estimates of, long key) {
        int row = of.warm(key, WARM);
        return of.mean(row) + Math.max(granularityNanos, 4 * of.deviation(row));
    }

    /** Forgets a tenant that is gone; what others learned from it stays. A walk over the table of pairs. */
    public void forget(int tenant) {
        pairs.forgetUpper(tenant);
        tenants.forgetUpper(tenant);
    }

    private static long pair(int tenant, int service) {
        return (long) tenant << 32 | (service & 0xFFFF_FFFFL);
    }

    /** How many estimates were forgotten to make room. */
    public long forgotten() {
        return pairs.forgotten() + services.forgotten() + tenants.forgotten();
    }

    /** All there is to know, each table with the one that had no sample for the longest time first. */
    public State save() {
        return new State(granularityNanos, pairs.save(), services.save(), tenants.save(), all.save());
    }

    /** Experience that goes on where other was saved. */
    public static ServiceTimes restore(State state) {
        return new ServiceTimes(
                state.granularityNanos(),
                Estimates.restore(state.pairs()),
                Estimates.restore(state.services()),
                Estimates.restore(state.tenants()),
                Estimates.restore(state.all()));
    }

    /** What a wait stands on, from the most to the least specific. */
    public enum Basis {
        /** The service's own ops of the tenant. */
        TENANT_AND_SERVICE,
        /** The service's ops of all tenants. */
        SERVICE,
        /** The tenant's ops of all services. */
        TENANT,
        /** All ops. */
        ALL,
        /** No experience: the policy. */
        POLICY
    }

    /**
     * One estimate.
     *
     * @param key the tenant in the upper half, the service in the lower; 0 where it is of all
     * @param meanNanos the mean
     * @param deviationNanos the mean deviation
     * @param samples how many ops it stands on
     */
    public record Estimate(long key, long meanNanos, long deviationNanos, int samples) {
        /** The tenant's word. */
        public int tenant() {
            return (int) (key >>> 32);
        }

        /** The service. */
        public int service() {
            return (int) key;
        }
    }

    /** A table as a value, the one that had no sample for the longest time first. */
    public record Table(int maxKeys, ImmutableList<Estimate> estimates, long forgotten) {
        /** Checks the bound. */
        public Table {
            if (estimates.size() > maxKeys) {
                throw new IllegalArgumentException(
                        estimates.size() + " saved estimates do not fit the saved bound of " + maxKeys);
            }
        }
    }

    /** All tables as a value. */
    public record State(long granularityNanos, Table pairs, Table services, Table tenants, Table all) {}
}
