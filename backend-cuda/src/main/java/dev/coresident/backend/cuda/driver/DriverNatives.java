package dev.coresident.backend.cuda.driver;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import jcuda.driver.JCudaDriver;

/**
 * Loads JCuda's native library. JCuda copies it to a predictable place in the shared folder for temporary files and takes what lies there
 * without a look; and it does not find it on a module path. So it is copied to a private folder first, and JCuda is led there while it
 * initialises.
 */
final class DriverNatives {
    private static final String LIBRARY = "libJCudaDriver-12.6.0-linux-x86_64.so";
    private static final String FOLDER = "java.io.tmpdir";

    private DriverNatives() {}

    /**
     * Loads it. Call once; another thread that asks for the folder of temporary files meanwhile gets the private one.
     *
     * @throws IOException if the library is not in the application, or cannot be copied
     * @throws LinkageError if there is no driver
     */
    static void load() throws IOException {
        Path folder = Files.createTempDirectory("coresident-cuda");
        Path library = folder.resolve(LIBRARY);
        try {
            copy(library);
            String before = System.getProperty(FOLDER);
            System.setProperty(FOLDER, folder.toString());
            try {
                JCudaDriver.setExceptionsEnabled(false);
            } finally {
                System.setProperty(FOLDER, before);
            }
        } finally {
            // A loaded library stays loaded.
            Files.deleteIfExists(library);
            Files.deleteIfExists(folder);
        }
    }

    private static void copy(Path library) throws IOException {
        try (InputStream in = DriverNatives.class.getClassLoader().getResourceAsStream("lib/" + LIBRARY)) {
            if (in == null) {
                throw new IOException("the jar jcuda-natives with " + LIBRARY + " is not there");
            }
            Files.copy(in, library);
        }
    }
}
