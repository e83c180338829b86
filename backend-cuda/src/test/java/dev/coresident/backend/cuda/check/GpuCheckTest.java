package dev.coresident.backend.cuda.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.backend.cuda.standin.NeedsStandIn;
import dev.coresident.backend.cuda.standin.StandIn;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Every check and bench that is meant for a machine with a GPU works to its end, on the stand-in. Its figures mean nothing. */
@ExtendWith(NeedsStandIn.class)
final class GpuCheckTest {
    @TempDir
    private Path folder;

    @Test
    void everyCheckWorksToItsEnd() throws Exception {
        StandIn.Ended run = StandIn.run(
                Map.of(),
                GpuCheck.class,
                "--out",
                folder.toString(),
                "--ops",
                Path.of("..", "docs", "examples", "upper-case.cu").toString(),
                "--tiny",
                "--stand-in",
                "--minutes",
                "0.01");
        assertThat(run.code()).as(() -> run.out() + "\n" + run.errors()).isZero();
        String report = Files.readString(folder.resolve("cuda-stand-in.md"));
        assertThat(report)
                .contains(
                        "no figures of a GPU",
                        "| 200 expressions | ENDS |",
                        "| 4 expressions | ENDS |",
                        "graphs of 64 launches",
                        "victim beside")
                .contains("- driver: ", "for CUDA 13.0\n")
                .contains("| upper_case | 20 | 3000 | the same |")
                .contains("## Failures\n\nNone.")
                .doesNotContain("DIFFERENT");
        assertThat(folder.resolve("raw").resolve("launch-and-wait-ns.txt")).isNotEmptyFile();
    }

    @Test
    void anUnknownOptionIsRefused() throws Exception {
        StandIn.Ended run = StandIn.run(Map.of(), GpuCheck.class, "--fast");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errors()).contains("unknown option --fast");
    }
}
