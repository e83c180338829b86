package dev.coresident.backend.cuda.fuse;

import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceException.Category;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where NVRTC may be: a file that the user names, or else what the loader finds under the names that toolkits give it, newest first. */
final class NvrtcSearch {
    private static final List<String> NAMES =
            List.of("libnvrtc.so.13", "libnvrtc.so.12", "libnvrtc.so.11.2", "libnvrtc.so");
    private static final List<Path> FILES =
            List.of(Path.of("/usr/local/cuda/lib64/libnvrtc.so"), Path.of("/opt/cuda/lib64/libnvrtc.so"));

    private final Optional<Path> named;

    NvrtcSearch(Optional<Path> named) {
        this.named = named;
    }

    /** Where it is looked for, in words. */
    String places() {
        return named.map(Path::toString).orElseGet(() -> NAMES + " and " + FILES);
    }

    /** What may be loaded, in the order in which it should be tried. What was loaded stays so. */
    @SuppressWarnings("restricted") // loading a library is what the user asked for
    List<Candidate> candidates() throws DeviceException {
        if (!NvrtcSearch.class.getModule().isNativeAccessEnabled()) {
            String module = NvrtcSearch.class.getModule().isNamed()
                    ? NvrtcSearch.class.getModule().getName()
                    : "ALL-UNNAMED";
            throw new DeviceException(
                    Category.MISSING,
                    "native access is not enabled for " + module
                            + ", which calls NVRTC: start java with --enable-native-access=jcuda," + module
                            + ", or leave the property ops out");
        }
        List<Candidate> candidates = new ArrayList<>();
        if (named.isEmpty()) {
            for (String name : NAMES) {
                candidates.add(() -> SymbolLookup.libraryLookup(name, Arena.global()));
            }
        }
        for (Path file : named.map(List::of).orElse(FILES)) {
            candidates.add(() -> {
                loadBuiltins(file);
                return SymbolLookup.libraryLookup(file, Arena.global());
            });
        }
        return candidates;
    }

    /** NVRTC opens a second library by its bare name, which the loader knows only if that one is in memory or on its path. */
    @SuppressWarnings("restricted") // as above
    private static void loadBuiltins(Path nvrtc) {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(nvrtc.toAbsolutePath().resolveSibling(""), "libnvrtc-builtins.so*")) {
            for (Path file : files) {
                Candidate beside = () -> SymbolLookup.libraryLookup(file, Arena.global());
                var _ = beside.tryLoad();
            }
        } catch (IOException e) {
            throw new IllegalArgumentException(e); // as what is no library
        }
    }

    /** A library that may be there. */
    interface Candidate {
        /** Loads it; IllegalArgumentException if that fails. */
        SymbolLookup load();

        /** The library, or empty where there is none or it cannot be loaded. */
        default Optional<SymbolLookup> tryLoad() {
            try {
                return Optional.of(load());
            } catch (IllegalArgumentException e) {
                return Optional.empty();
            }
        }
    }
}
