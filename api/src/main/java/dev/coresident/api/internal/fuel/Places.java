package dev.coresident.api.internal.fuel;

/** Where work goes once its budgets permit it. */
@FunctionalInterface
public interface Places {
    /** Takes so many places: the first one, or a refusal's code below 0, and then nothing has changed. */
    long reserve(int slots);
}
