import dev.coresident.backend.sim.provider.SimProvider;
import dev.coresident.spi.BackendProvider;
import org.jspecify.annotations.NullMarked;

/** The simulated device: threads, or steps chosen by a seed, over one interpreter. */
@NullMarked
module dev.coresident.backend.sim {
    requires static transitive org.jspecify;
    requires transitive dev.coresident.spi;
    /* Looked for when the first image of texts is made; scans are the same without it. */
    requires static jdk.incubator.vector;

    exports dev.coresident.backend.sim;

    provides BackendProvider with
            SimProvider;
}
