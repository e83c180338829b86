package dev.coresident.backend.cuda.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.backend.cuda.standin.NeedsStandIn;
import dev.coresident.backend.cuda.standin.StandIn;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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
        Path data = folder.resolve("data");
        Path zoo = Files.createDirectories(data.resolve("anmlzoo"));
        // Of the second set one pattern cannot be taken.
        Files.writeString(zoo.resolve("PowerEN.regex"), "ab[0-9]c\n\nxy+z\n");
        Files.writeString(zoo.resolve("Dotstar.regex"), "one.*two\n(?=ahead)\nthree\n");
        Files.writeString(zoo.resolve("poweren_1MB.input"), "ab3c xyyz ".repeat(300));
        Files.writeString(zoo.resolve("backdoor_1MB.input"), "one two three\n".repeat(300));
        StandIn.Ended run = StandIn.run(
                Map.of(),
                GpuCheck.class,
                "--data",
                data.toString(),
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
                        "| PowerEN | 2 | 2 |",
                        "| Dotstar | 2 | 3 |",
                        "| PowerEN | ENDS |",
                        "| Dotstar | SPANS |",
                        "graphs of 64 launches",
                        "victim beside")
                .contains("- driver: ", "for CUDA 13.0\n")
                .contains("| upper_case | 20 | 3000 | the same |")
                .contains("## Failures\n\nNone.")
                .doesNotContain("DIFFERENT");
        assertThat(folder.resolve("raw").resolve("launch-and-wait-ns.txt")).isNotEmptyFile();
    }

    @Test
    void minutesThatAreNoneAreRefusedBeforeAnythingRuns() throws Exception {
        Path out = folder.resolve("out");
        for (String minutes : List.of("ten", "-1", "NaN", "1e9")) {
            StandIn.Ended run = StandIn.run(
                    Map.of(), GpuCheck.class, "--out", out.toString(), "--tiny", "--stand-in", "--minutes", minutes);
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.errors())
                    .isEqualTo("gpu-check: --minutes is \"" + minutes + "\" and must be a number from 0 to 1440\n");
            assertThat(out).doesNotExist();
        }
    }

    @Test
    void aStepThatBreaksOffIsInTheReportAndTheNextFollows() throws Exception {
        Sheet sheet = new Sheet(folder, "report.md");
        Path report = folder.resolve("report.md");
        sheet.section("First", "column");
        sheet.step("the first step", () -> {
            sheet.row("before");
            throw new IOException("no device");
        });
        assertThat(report)
                .content()
                .contains("| before |", "**FAILED:** the first step broke off: java.io.IOException: no device");
        sheet.step("the second step", () -> sheet.line("done"));
        assertThat(report).content().contains("done");
        assertThat(sheet.end()).isEqualTo(1);
        assertThat(report).content().contains("## Failures\n\nthe first step broke off");
    }

    @Test
    void anUnknownOptionIsRefused() throws Exception {
        StandIn.Ended run = StandIn.run(Map.of(), GpuCheck.class, "--fast");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.errors()).contains("unknown option --fast");
    }
}
