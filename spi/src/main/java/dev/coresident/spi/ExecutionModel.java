package dev.coresident.spi;

/** How a device drains the ring. Above the contract nobody can tell the two apart except by asking. */
public enum ExecutionModel {
    /** Started once; polls the ring until it is stopped. */
    RESIDENT,
    /** Runs only inside {@link Device#round}: one bounded pass over what is published. */
    ROUNDS
}
