import dev.coresident.backend.cuda.provider.CudaProvider;
import dev.coresident.spi.BackendProvider;
import org.jspecify.annotations.NullMarked;

/**
 * The device as one resident kernel on a CUDA GPU, through JCuda's driver calls.
 *
 * <p>Needs {@code --enable-native-access=jcuda}. Without it the backend says that native access is not enabled, and opens nothing.
 */
@NullMarked
module dev.coresident.backend.cuda {
    requires static transitive org.jspecify;
    requires transitive dev.coresident.spi;
    requires jcuda;

    provides BackendProvider with
            CudaProvider;
}
