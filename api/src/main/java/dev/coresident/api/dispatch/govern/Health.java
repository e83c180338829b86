package dev.coresident.api.dispatch.govern;

/** Failures in a row, and whether there were so many that the tenant is marked unhealthy. */
final class Health {
    private final int enough;
    private final Flips unhealthy;
    private int failures;

    Health(int enough) {
        this(enough, 0, new Flips());
    }

    Health(int enough, int failures, Flips unhealthy) {
        this.enough = enough;
        this.failures = failures;
        this.unhealthy = unhealthy;
    }

    void failed() {
        failures = failures == Integer.MAX_VALUE ? failures : failures + 1;
        if (failures >= enough) {
            unhealthy.set(true);
        }
    }

    void succeeded() {
        failures = 0;
        unhealthy.set(false);
    }

    int failures() {
        return failures;
    }

    boolean isUnhealthy() {
        return unhealthy.isUp();
    }

    int untold() {
        return unhealthy.untold();
    }

    HealthChange takeChange() {
        if (!unhealthy.hasNext()) {
            return HealthChange.NONE;
        }
        return unhealthy.next() ? HealthChange.UNHEALTHY : HealthChange.HEALED;
    }
}
