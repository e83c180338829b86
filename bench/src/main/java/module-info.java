import org.jspecify.annotations.NullMarked;

/** Comparisons with peers. */
@NullMarked
module dev.coresident.bench {
    requires static org.jspecify;
    requires dev.coresident.automata;
    requires dev.coresident.backend.sim;
}
