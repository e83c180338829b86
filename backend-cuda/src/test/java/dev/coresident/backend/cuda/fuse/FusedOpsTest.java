package dev.coresident.backend.cuda.fuse;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.backend.cuda.standin.NeedsStandIn;
import dev.coresident.backend.cuda.standin.StandIn;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** Sources to slots: the unmodified backend, with stand-ins for NVRTC and for the driver that run what they are given. */
@ExtendWith(NeedsStandIn.class)
final class FusedOpsTest {
    private static final String OPS = "ops=" + Path.of("src", "test", "cuda", "ops.cu") + File.pathSeparator
            + Path.of("..", "docs", "examples", "upper-case.cu");

    @TempDir
    private Path folder;

    @Test
    void opsRunOnAllLanesAndFaultAlone() throws Exception {
        StandIn.Ended run = run(32, Map.of(), OPS, "mode=resident", "workers=3");
        assertThat(run.errors()).isEmpty();
        assertThat(run.out())
                .containsExactly(
                        "bind Refused[reason=the device has no custom op \"lower_case\", only [add_all, poke, fail, observe,"
                                + " places, upper_case]: open the kernel with a backend and properties that bring it]",
                        "duel 40 of 40",
                        "add NONE 0 32 0 0",
                        "add again NONE 297 32 0 0",
                        "last byte NONE 7 7 0 0",
                        "poke HANDLE_BOUNDS 0 0 0 0",
                        "poke HANDLE_BOUNDS 0 0 0 0",
                        "poke HANDLE_BOUNDS 0 0 0 0",
                        "poke HANDLE_FOREIGN 0 0 0 0",
                        "poke HANDLE_READ_ONLY 0 0 0 0",
                        "poke HANDLE_BOUNDS 0 0 0 0", // lanes from 16 on are outside of what others may not write
                        "poke HANDLE_INVALID 0 0 0 0",
                        "poke HANDLE_STALE 0 0 0 0",
                        "poke HANDLE_INVALID 0 0 0 0",
                        "fail OP_FAILED 77 0 0 0",
                        "fail nowhere NONE 11 0 12 0",
                        "observe NONE 0 0 0 0",
                        "observe again NONE 9 5 0 0",
                        "observe outside INDEX_OUT_OF_BOUNDS 0 0 0 0",
                        "observe far outside INDEX_OUT_OF_BOUNDS 0 0 0 0",
                        "places NONE 131 1 0 0",
                        "places 0 3 7",
                        "foreign opcode accepted false",
                        "unbound UNBOUND_OPCODE",
                        "packed PACK_OP_REFUSED",
                        "bound anew NONE",
                        "beside 100 faults 100 done",
                        "foreign memory true, counters 114 0");
    }

    @Test
    void opsRunInSlicesOnOneLane() throws Exception {
        StandIn.Ended run = run(1, Map.of(), OPS, "mode=slices", "workers=1");
        assertThat(run.errors()).isEmpty();
        assertThat(run.out())
                .contains(
                        "duel 40 of 40",
                        "add again NONE 297 1 0 0",
                        "fail OP_FAILED 77 0 0 0",
                        "beside 100 faults 100 done");
    }

    @Test
    void theCompilersMessagesNameTheUsersLines() throws Exception {
        Path bad = Files.writeString(
                folder.resolve("bad.cu"), "__device__ int bad(CustomOp &op) {\n  return 0;\n}\nint wrong = unknown;\n");
        List<String> said = refusal(Map.of(), "ops=" + bad);
        assertThat(said.getFirst())
                .startsWith("refused USER NVRTC refused the custom ops")
                .contains("leave the property ops out");
        assertThat(said).anyMatch(line -> line.startsWith("bad.cu:4:") && line.contains("unknown"));
    }

    @Test
    void whatIsMissingOrTooNewIsNamed() throws Exception {
        assertThat(refusal(Map.of(), OPS, "nvrtc=" + folder.resolve("libnvrtc.so.13"))
                        .getFirst())
                .startsWith("refused MISSING custom ops need NVRTC")
                .contains(folder.toString(), "property nvrtc");
        Path standIn = StandIn.folder(1).resolve("libnvrtc.so.13");
        assertThat(refusal(Map.of("STAND_IN_NVRTC", "14"), OPS, "nvrtc=" + standIn)
                        .getFirst())
                .startsWith(
                        "refused MISSING NVRTC 14.4 writes PTX for drivers of its own version and the driver supports CUDA 13.0");
        assertThat(refusal(Map.of(), OPS, "nvrtc=" + StandIn.folder(1).resolve("libcuda.so.1"))
                        .getFirst())
                .startsWith("refused MISSING NVRTC is of no use: it has no function nvrtcVersion");
        assertThat(refusal(Map.of(), "ops=" + folder.resolve("none.cu")).getFirst())
                .startsWith("refused USER the custom ops of")
                .contains("cannot be read");
    }

    @Test
    void aKernelThatTheDriverDoesNotLoadIsTheOpsFault() throws Exception {
        assertThat(refusal(Map.of("STAND_IN_FUSED", "218"), OPS))
                .containsExactly(
                        "refused USER the driver refused the kernel with the custom ops [add_all, poke, fail, observe,"
                                + " places, upper_case]: correct them, or leave the property ops out (the CUDA driver gave 218"
                                + " CUDA_ERROR_INVALID_PTX to cuModuleLoadDataEx of the kernel)");
        assertThat(refusal(Map.of("STAND_IN_FUSED", "2"), OPS).getFirst()).startsWith("refused RESOURCES");
    }

    @Test
    void aDeviceThatReplacesALostOneHasItsOpsWhateverBecameOfTheFile() throws Exception {
        Path file = Files.writeString(folder.resolve("kept.cu"), "__device__ int kept(CustomOp &op) { return 0; }\n");
        StandIn.Ended run = StandIn.run(Map.of(), ReopenMain.class, file.toString());
        assertThat(run.errors()).isEmpty();
        assertThat(run.out())
                .containsExactly(
                        "[CustomOp[name=kept]]",
                        "[CustomOp[name=kept]]",
                        "refused USER kept.cu:1 includes a file, and custom ops are compiled without any: write what they need"
                                + " into kept.cu",
                        "[CustomOp[name=other]]");
    }

    private static List<String> refusal(Map<String, String> settings, String... properties) throws Exception {
        StandIn.Ended run = run(1, settings, properties);
        assertThat(run.errors()).isEmpty();
        assertThat(run.out()).isNotEmpty();
        return run.out();
    }

    private static StandIn.Ended run(int lanes, Map<String, String> settings, String... properties) throws Exception {
        Map<String, String> environment = new TreeMap<>(settings);
        environment.put(StandIn.LIBRARIES, StandIn.folder(lanes).toString());
        return StandIn.run(environment, FusedMain.class, properties);
    }
}
