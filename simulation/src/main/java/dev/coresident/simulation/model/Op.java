package dev.coresident.simulation.model;

/** What a submission asks for, as far as the model tells them apart. */
public enum Op {
    /** Nothing. */
    NOP,
    /** Stores its own serial, by system opcode or by a binding. */
    STORE,
    /** Adds 1. */
    ADD,
    /** Loads a stored word into a copied one. */
    LOAD,
    /** Counts a word on by compare and swap. */
    SWAP,
    /** Copies stored words. */
    COPY,
    /** Reads a table in a buffer. */
    TABLE,
    /** One record in the debug log. */
    PRINT,
    /** Several small ops. */
    PACK,
    /** Scans a buffer into another. */
    SCAN,
    /** Something that faults whatever happens. */
    WRONG,
    /** The end of a batch. */
    FENCE
}
