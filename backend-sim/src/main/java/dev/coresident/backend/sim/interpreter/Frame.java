package dev.coresident.backend.sim.interpreter;

import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.backend.sim.memory.StateHash;
import dev.coresident.backend.sim.scan.Scanner;
import dev.coresident.backend.sim.worklist.Traversal;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.Words;

/** What an op works with: the regions, its tenant, its arguments and its results. One for each worker, reused for every slot. */
public final class Frame {
    final DeviceMemory memory;
    final TenantView tenant = new TenantView();
    final HandleView handle = new HandleView();
    final Scanner scanner;
    final Traversal traversal;

    private int slot;
    private long argumentsAt;
    private int argumentCount;
    private int r0;
    private int r1;
    private int r2;
    private int r3;
    private long outputAt;
    private long outputBytes;
    private long stateAt;
    private long stateBytes;

    /**
     * A frame for one worker.
     *
     * @param memory the device's regions
     * @param scanner the worker's scanner
     */
    public Frame(DeviceMemory memory, Scanner scanner) {
        this.memory = memory;
        this.scanner = scanner;
        this.traversal = new Traversal(memory);
    }

    /** The tenant whose slots this worker executes. */
    public TenantView tenant() {
        return tenant;
    }

    void enter(int slotIndex) {
        slot = slotIndex;
        arguments(SlotLayout.at(slotIndex) + SlotLayout.ARGUMENT, SlotLayout.ARGUMENTS);
        results(0, 0, 0, 0);
        output(0, 0);
        stateOutput(0, 0);
    }

    /** From now on the arguments are {@code count} words of the ring; what lies beyond reads as zero. */
    void arguments(long at, int count) {
        argumentsAt = at;
        argumentCount = count;
    }

    int argument(int index) {
        return index < argumentCount ? memory.words().get(memory.ring(), argumentsAt + 4L * index) : 0;
    }

    int slot() {
        return slot;
    }

    /** A word of the slot itself, by its offset in it. */
    int slotWord(long offset) {
        return memory.words().get(memory.ring(), SlotLayout.at(slot) + offset);
    }

    /** Clears the results of a slot that may not run; gives the fault back. */
    public int refuse(int fault) {
        output(0, 0);
        stateOutput(0, 0);
        results(0, 0, 0, 0);
        return fault;
    }

    void result(int value) {
        r0 = value;
    }

    void results(int first, int second, int third, int fourth) {
        r0 = first;
        r1 = second;
        r2 = third;
        r3 = fourth;
    }

    void output(long at, long bytes) {
        outputAt = at;
        outputBytes = bytes;
    }

    void stateOutput(long at, long bytes) {
        stateAt = at;
        stateBytes = bytes;
    }

    /** Where in the heap the slot wrote a scan's state. */
    public long stateAt() {
        return stateAt;
    }

    /** How many bytes of state it wrote there; 0 if none. */
    public long stateBytes() {
        return stateBytes;
    }

    /** Where in the heap the slot wrote. */
    public long outputAt() {
        return outputAt;
    }

    /** How many bytes it wrote there; 0 if none. */
    public long outputBytes() {
        return outputBytes;
    }

    /** Adds the results and the tenant's row as it was read. */
    public void hash(StateHash into) {
        into.add(Words.pair(r0, r1));
        into.add(Words.pair(r2, r3));
        tenant.hash(into);
    }

    /** Result word 0 of the op that ran last. */
    public int r0() {
        return r0;
    }

    /** Result word 1. */
    public int r1() {
        return r1;
    }

    /** Result word 2. */
    public int r2() {
        return r2;
    }

    /** Result word 3. */
    public int r3() {
        return r3;
    }
}
