package dev.coresident.backend.cuda.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.coresident.backend.cuda.kernel.EmbeddedCompiler;
import dev.coresident.backend.cuda.kernel.KernelImage;
import dev.coresident.backend.cuda.kernel.KernelProgram;
import dev.coresident.backend.cuda.kernel.KernelSource;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.program.CustomOp;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The fused kernel through NVIDIA's own compilers, where they are: NVRTC as the backend calls it ({@code -Dcoresident.nvrtc=FILE} names one that
 * the loader does not find), and nvcc. Neither needs a GPU. With {@code -Dcoresident.require=nvrtc,nvcc} what is missing fails.
 */
final class RealCompilersTest {
    private static final List<Path> OPS =
            List.of(Path.of("src", "test", "cuda", "ops.cu"), Path.of("..", "docs", "examples", "upper-case.cu"));
    private static final int NEWEST = 99_000;

    @TempDir
    private Path folder;

    @Test
    void nvrtcCompilesTheKernelWithItsOps() throws Exception {
        Optional<Path> nvrtc = nvrtc();
        for (int capability : new int[] {75, 90}) {
            KernelProgram program = Fusion.fuse(OPS, nvrtc, capability, NEWEST);
            assertThat(program.customOps()).hasSize(6).contains(new CustomOp("upper_case"));
            assertThat(KernelImage.target(program.ptx())).isEqualTo(capability);
            assertTakenByThePtxCompiler(program.ptx(), capability);
        }
    }

    @Test
    void nvrtcNamesTheLinesOfTheUser() throws Exception {
        Optional<Path> nvrtc = nvrtc();
        Path bad = Files.writeString(
                folder.resolve("bad.cu"), "__device__ int bad(CustomOp &op) {\n  return op.nothing();\n}\n");
        assertThatThrownBy(() -> Fusion.fuse(List.of(bad), nvrtc, 75, NEWEST))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("bad.cu(2): error")
                .hasMessageContaining("nothing");
    }

    @Test
    void anNvrtcThatIsNewerThanTheDriverIsRefused() throws Exception {
        Optional<Path> nvrtc = nvrtc();
        assertThatThrownBy(() -> Fusion.fuse(OPS, nvrtc, 75, 10_000))
                .hasMessageContaining("the driver supports CUDA 10.0");
    }

    @Test
    void nvccCompilesTheSameText() throws Exception {
        need("nvcc", isThere("nvcc"), "nvcc of CUDA's toolkit is not on the path");
        Map<String, String> kernel = KernelSource.files();
        Set<String> macros = KernelSource.macros(kernel);
        for (Map.Entry<String, String> file : kernel.entrySet()) {
            Files.writeString(folder.resolve(file.getKey()), file.getValue());
        }
        Files.writeString(
                folder.resolve(KernelSource.FUSED),
                Fusion.text(List.of(OpSource.read(OPS.get(0), macros), OpSource.read(OPS.get(1), macros))));
        Path ptx = folder.resolve("fused.ptx");
        Process compiler = new ProcessBuilder(
                        "nvcc",
                        "-std=c++17",
                        "-O3",
                        "-arch=compute_75",
                        "-ptx",
                        "-D" + KernelSource.WITH_CUSTOM,
                        "-o",
                        ptx.toString(),
                        folder.resolve(KernelSource.MAIN).toString())
                .redirectErrorStream(true)
                .start();
        String said = new String(compiler.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(compiler.waitFor()).as(said).isZero();
        assertTakenByThePtxCompiler(Files.readString(ptx), 75);
    }

    /** The embedded compiler is of CUDA 12.6: the header of a newer one is set back, as build-kernel.sh does with what is shipped. */
    private static void assertTakenByThePtxCompiler(String ptx, int capability) throws IOException {
        String older = ptx.replaceFirst("(?m)^\\.version .*$", ".version 7.8")
                .replaceAll("(?m)^.*\\.pragma \"used_bytes_mask.*$", "");
        assertThat(older).contains(".visible .entry " + KernelImage.ENTRY + "(").doesNotContain("ld.global.nc");
        assertThat(EmbeddedCompiler.complaints(older, capability)).isEmpty();
    }

    private static Optional<Path> nvrtc() throws DeviceException {
        Optional<Path> named =
                Optional.ofNullable(System.getProperty("coresident.nvrtc")).map(Path::of);
        boolean found = new NvrtcSearch(named)
                .candidates().stream().anyMatch(candidate -> candidate.tryLoad().isPresent());
        need("nvrtc", found, "libnvrtc.so of CUDA's toolkit is not here; name it with -Dcoresident.nvrtc=FILE");
        return named;
    }

    private static boolean isThere(String program) {
        try {
            return new ProcessBuilder(program, "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void need(String what, boolean isThere, String reason) {
        boolean demanded =
                List.of(System.getProperty("coresident.require", "").split(",")).contains(what);
        if (demanded) {
            assertThat(isThere).as(reason).isTrue();
        }
        assumeTrue(isThere, reason);
    }
}
