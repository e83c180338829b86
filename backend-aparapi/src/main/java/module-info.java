import dev.coresident.backend.aparapi.provider.AparapiProvider;
import dev.coresident.spi.BackendProvider;
import org.jspecify.annotations.NullMarked;

/**
 * The device as rounds on OpenCL, through Aparapi.
 *
 * <p>Needs {@code --enable-native-access=aparapi,aparapi.jni,dev.coresident.backend.aparapi}. Without it the backend says that
 * native access is not enabled, and opens nothing.
 */
@NullMarked
module dev.coresident.backend.aparapi {
    requires static transitive org.jspecify;
    requires transitive dev.coresident.spi;
    requires aparapi;
    requires java.logging;

    // Aparapi reads the fields of the kernel.
    opens dev.coresident.backend.aparapi.kernel to
            aparapi;

    provides BackendProvider with
            AparapiProvider;
}
