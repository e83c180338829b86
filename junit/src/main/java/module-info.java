import dev.coresident.spi.BackendProvider;
import org.jspecify.annotations.NullMarked;

/** For users' own tests: a simulated kernel from an annotation. */
@NullMarked
module dev.coresident.junit {
    requires static transitive org.jspecify;
    requires transitive dev.coresident.api;
    requires transitive dev.coresident.backend.sim;
    requires transitive org.junit.jupiter.api;

    exports dev.coresident.junit;

    uses BackendProvider;
}
