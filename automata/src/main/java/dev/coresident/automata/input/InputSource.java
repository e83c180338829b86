package dev.coresident.automata.input;

import org.jspecify.annotations.Nullable;

/** A sequence of files, found one after the other. Called by one thread. The same files give the same sequence. */
@FunctionalInterface
public interface InputSource {
    /** The next file or problem, or null at the end and ever after. Reads folders as it goes. */
    @Nullable
    Found next();
}
