import org.jspecify.annotations.NullMarked;

/** Patterns to automata to program images, and the scanner that runs them as tenants. */
@NullMarked
module dev.coresident.automata {
    requires static transitive org.jspecify;
    requires static jdk.jfr;
    requires transitive dev.coresident.api;
    requires transitive com.google.common;

    exports dev.coresident.automata;
    exports dev.coresident.automata.dfa;
    exports dev.coresident.automata.homogeneous;
    exports dev.coresident.automata.image;
    exports dev.coresident.automata.input;
    exports dev.coresident.automata.match;
    exports dev.coresident.automata.nfa;
    exports dev.coresident.automata.scan;
    exports dev.coresident.automata.span;
    exports dev.coresident.automata.syntax;
    exports dev.coresident.automata.worklist;
}
