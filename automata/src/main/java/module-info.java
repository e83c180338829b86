import org.jspecify.annotations.NullMarked;

/** Patterns to automata to program images, and the scanner that runs them as tenants. */
@NullMarked
module dev.coresident.automata {
    requires static transitive org.jspecify;
    requires transitive dev.coresident.api;
    requires com.google.common;
}
