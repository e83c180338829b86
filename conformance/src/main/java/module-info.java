import dev.coresident.spi.BackendProvider;
import org.jspecify.annotations.NullMarked;

/**
 * The contract of a backend as numbered rules, each with its check, and two ways to run them: one class in a test tree, or a
 * command that needs neither JUnit nor a build.
 */
@NullMarked
module dev.coresident.conformance {
    requires static transitive org.jspecify;
    requires static transitive org.junit.jupiter.api;
    requires transitive dev.coresident.spi;
    requires dev.coresident.api;
    requires dev.coresident.oracles;

    exports dev.coresident.conformance;
    exports dev.coresident.conformance.junit;
    exports dev.coresident.conformance.rule;

    uses BackendProvider;
}
