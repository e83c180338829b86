package dev.coresident.spi;

/**
 * One kind of device, found with {@link java.util.ServiceLoader}.
 *
 * <p>Obligations of an implementer:
 *
 * <ol>
 *   <li>The constructor does nothing that can fail and loads no native library.
 *   <li>{@link #name()} is lower case letters, digits and hyphens, and never changes.
 *   <li>{@link #probe()} never throws, whatever is or is not installed, and answers within two seconds. It may be called
 *       from any thread and more than once; it should remember its answer.
 *   <li>{@link #open} gives a device whose regions are laid out as {@code dev.coresident.spi.layout} says for the geometry
 *       asked, zeroed except for the control header, or throws and leaves nothing behind.
 * </ol>
 */
public interface BackendProvider {
    /** The name users type: {@code sim}, {@code cuda}, {@code aparapi}. */
    String name();

    /** The contract version this provider was compiled for: return {@link SpiVersion#CURRENT}, which is inlined. */
    int spiVersion();

    /** Says whether a device can be opened here, and if not, why and what would help. Never throws; at most two seconds. */
    Probe probe();

    /**
     * Opens a device. Called from any thread; the caller owns the device and closes it.
     *
     * @param options geometry and the backend's own properties
     * @return a device that is open and not yet started
     * @throws DeviceException if the device is missing, too small or refuses a property; nothing is left open
     */
    Device open(DeviceOptions options) throws DeviceException;
}
