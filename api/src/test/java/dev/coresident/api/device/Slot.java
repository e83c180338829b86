package dev.coresident.api.device;

/**
 * A slot that a device took from the ring.
 *
 * @param index in the whole ring
 * @param lap of its position, as its completion entry must name it
 * @param level the partition it lay in
 * @param opcode word 1
 * @param tenant word 2
 * @param priority word 3
 * @param a0 the first argument
 * @param a1 the second argument
 */
public record Slot(int index, int lap, int level, int opcode, int tenant, int priority, int a0, int a1) {}
