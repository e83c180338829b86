import org.jspecify.annotations.NullMarked;

/** The ground floor: what a host and a device agree on. */
@NullMarked
module dev.coresident.spi {
    requires static transitive org.jspecify;
}
