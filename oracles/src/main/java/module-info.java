import org.jspecify.annotations.NullMarked;

/** Naive models of program images and of what a scan of them must give, for tests of backends. */
@NullMarked
module dev.coresident.oracles {
    requires static transitive org.jspecify;
    requires dev.coresident.spi;

    exports dev.coresident.oracles;
}
