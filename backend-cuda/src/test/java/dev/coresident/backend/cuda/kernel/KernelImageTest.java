package dev.coresident.backend.cuda.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The checked-in PTX is that of the checked-in source, asks for the driver that is stated, and is accepted by a PTX compiler. */
final class KernelImageTest {
    private static final Path SOURCE = Path.of("src", "main", "cuda");

    @Test
    void theTextIsBuiltOfTheSource() throws Exception {
        assertThat(KernelImage.sourceHash(KernelImage.ptx()))
                .as("the source changed and the PTX did not: run build-kernel.sh")
                .isEqualTo(sourceHash());
    }

    @Test
    void theTextAsksForTheStatedDriverAndDevice() {
        String ptx = KernelImage.ptx();
        assertThat(KernelImage.version(ptx)).isEqualTo("7.0"); // of CUDA 11.0, which is LEAST_DRIVER
        assertThat(KernelImage.LEAST_DRIVER).isEqualTo(11_000);
        assertThat(KernelImage.target(ptx)).isEqualTo(KernelImage.LEAST_CAPABILITY);
        assertThat(ptx).contains(".visible .entry " + KernelImage.ENTRY + "(");
    }

    /** Loads that skip the caches' coherence would show a heap that was. */
    @Test
    void nothingIsReadThroughTheReadOnlyCache() {
        assertThat(KernelImage.ptx()).doesNotContain("ld.global.nc");
    }

    @Test
    void sharedWordsAreAccessedInTheirScopes() {
        assertThat(KernelImage.ptx())
                .contains("ld.acquire.sys", "st.release.sys", "fence.sc.sys", "ld.acquire.gpu", "st.release.gpu");
    }

    @ParameterizedTest
    @ValueSource(ints = {75, 80, 86, 89, 90})
    void aCompilerAcceptsTheText(int capability) throws Exception {
        assertThat(EmbeddedCompiler.complaints(KernelImage.ptx(), capability)).isEmpty();
    }

    @Test
    void theCompilerRefusesWhatIsNoKernel() throws Exception {
        String broken = KernelImage.ptx().replaceFirst("mov\\.u32", "mov.u33");
        assertThat(EmbeddedCompiler.complaints(broken, 90)).contains("error");
    }

    /** As build-kernel.sh has it: each file's name on a line, then its bytes, the files by name. */
    private static String sourceHash() throws Exception {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (Path file : files()) {
            all.write((file.getFileName() + "\n").getBytes(StandardCharsets.UTF_8));
            all.write(Files.readAllBytes(file));
        }
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(all.toByteArray()));
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(SOURCE)) {
            return files.sorted().toList();
        }
    }
}
