import org.jspecify.annotations.NullMarked;

/**
 * The ground floor: what a host and a device agree on.
 *
 * <p>A backend requires this module and nothing else of Coresident; it sees words, windows and program images, never a
 * tenant object or a policy.
 */
@NullMarked
module dev.coresident.spi {
    requires static transitive org.jspecify;

    exports dev.coresident.spi;
    exports dev.coresident.spi.layout;
    exports dev.coresident.spi.program;
}
