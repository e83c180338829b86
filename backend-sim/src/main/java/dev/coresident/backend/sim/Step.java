package dev.coresident.backend.sim;

/**
 * One step of the trace.
 *
 * @param number counts from 0
 * @param worker which virtual worker, from 0
 * @param action what it did
 * @param slot the slot's index in the whole ring, or -1
 * @param tenant the tenant word, or 0
 * @param first first detail of the {@link Action}
 * @param second second detail of the action
 */
public record Step(long number, int worker, Action action, int slot, int tenant, int first, int second) {}
