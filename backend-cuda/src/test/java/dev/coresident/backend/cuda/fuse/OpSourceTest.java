package dev.coresident.backend.cuda.fuse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.backend.cuda.kernel.KernelSource;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.program.CustomOp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is found in a source, what is refused, and what is written behind the kernel. */
final class OpSourceTest {
    private static final Set<String> MACROS = KernelSource.macros(KernelSource.files());
    private static final String OP = "__device__ int one(CustomOp &op) { return 0; }\n";

    @TempDir
    private Path folder;

    @Test
    void opsAreFunctionsOfTheStatedSignature() throws Exception {
        String text = """
                // __device__ int commented(CustomOp &op) {
                /* __device__ int too(CustomOp &op) {
                   #include <x> FENCES asm */
                static __device__ int helper(CustomOp *op) { return 'A' + "__device__ int quoted(CustomOp &op) {"[0]; }
                __device__ int declared(CustomOp &op);
                __device__ int first(CustomOp &op) { return 0; }
                static __device__ __noinline__ int second ( CustomOp& slot )
                {
                  return helper(&slot);
                }
                """;
        assertThat(OpSource.of("a.cu", text, MACROS).ops())
                .containsExactly(new CustomOp("first"), new CustomOp("second"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "#include <cuda_fp16.h> | a.cu:2 includes a file",
                "  #  include \"x.h\" | a.cu:2 includes a file",
                "static __device__ u32 FENCES; | a.cu:2 uses the name FENCES, which is a macro of the kernel",
                "#define CR_LANES 1 | a.cu:2 uses the name CR_LANES, which is a macro of the kernel",
                "#define STATUS_DONE 1 | a.cu:2 uses the name STATUS_DONE, which is a macro of the kernel",
                "__device__ void x() { __syncthreads(); } | a.cu:2 uses the name __syncthreads, with which an op could end or hang",
                "__device__ void x() { asm(\"trap;\"); } | a.cu:2 uses the name asm, with which an op could end or hang",
                "__device__ void x() { assert(0); } | a.cu:2 uses the name assert, with which an op could end or hang",
                "__device__ void x() { __assert_fail(0, 0, 0, 0); } | a.cu:2 uses the name __assert_fail, with which an op could end or hang",
                "__device__ void x() { __barrier_sync(0); } | a.cu:2 uses the name __barrier_sync, with which an op could end or hang",
                "__device__ void x() { __barrier_sync_count(0, 32); } | a.cu:2 uses the name __barrier_sync_count, with which an op could end or hang",
                "__device__ void x() { __shared__ u32 words[32]; } | a.cu:2 uses the name __shared__, and a block's memory is seen by slots of other tenants",
                "extern __shared__ u32 words[]; | a.cu:2 uses the name __shared__, and a block's memory is seen by slots of other tenants",
                "__device__ int aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa(CustomOp &o) {} | a.cu:2 names an op with 65 characters"
            })
    void whatWouldReachBeyondTheOpIsRefusedWithItsLine(String line, String refusal) {
        assertThatThrownBy(() -> OpSource.of("a.cu", OP + line + "\n", MACROS))
                .isInstanceOfSatisfying(
                        DeviceException.class, e -> assertThat(e.category()).isEqualTo(DeviceException.Category.USER))
                .hasMessageStartingWith(refusal);
    }

    @Test
    void aSourceWithoutOpsIsRefusedAndTooLargeOnesAreNotRead() throws Exception {
        assertThatThrownBy(() -> OpSource.of("a.cu", "__device__ int x(int y) { return y; }", MACROS))
                .hasMessage("a.cu has no custom op: write __device__ int NAME(CustomOp &op) { ... }");
        Path large = Files.write(folder.resolve("large.cu"), new byte[(int) OpSource.MOST_BYTES + 1]);
        assertThatThrownBy(() -> OpSource.read(large, MACROS)).hasMessageContaining("at most 1048576 bytes");
        Path latin = Files.write(folder.resolve("latin.cu"), new byte[] {'/', '/', (byte) 0xE4});
        assertThatThrownBy(() -> OpSource.read(latin, MACROS)).hasMessageContaining("UTF-8");
    }

    @Test
    void twoOpsOfOneNameOrNumberAreRefused() throws Exception {
        OpSource one = OpSource.of("a.cu", OP, MACROS);
        OpSource other = OpSource.of("b.cu", OP, MACROS);
        assertThatThrownBy(() -> Fusion.ops(List.of(one, other)))
                .hasMessageStartingWith(
                        "b.cu has the custom op one and a.cu has the custom op one, which have one number");
        Map<Integer, String> names = new HashMap<>();
        String twin = null;
        String name = "";
        for (int i = 0; twin == null; i++) {
            name = "op_" + i;
            twin = names.put(new CustomOp(name).kind(), name);
        }
        OpSource clash = new OpSource("a.cu", "", List.of(new CustomOp(twin), new CustomOp(name)));
        assertThatThrownBy(() -> Fusion.ops(List.of(clash))).hasMessageContaining("which have one number");
    }

    @Test
    void moreOpsThanADeviceTakesAreRefused() {
        List<CustomOp> many = IntStream.rangeClosed(0, Fusion.MOST_OPS)
                .mapToObj(i -> new CustomOp("op" + i))
                .toList();
        assertThatThrownBy(() -> Fusion.ops(List.of(new OpSource("a.cu", "", many))))
                .hasMessageContaining("at most 256 custom ops and the sources have 257");
    }

    @Test
    void eachSourceHasItsOwnNamesAndLines() throws Exception {
        OpSource one = OpSource.of("a \"b\\.cu", OP, MACROS);
        assertThat(Fusion.text(List.of(one)))
                .startsWith("namespace coresident_source_0 {\n#line 1 \"a \\\"b\\\\.cu\"\n" + OP
                        + "\n}\n#line 1 \"fused.h\"\n")
                .contains("case " + new CustomOp("one").kind() + ": return coresident_source_0::one(op);");
    }

    @Test
    void theManualShowsTheExampleThatTheTestsRun() throws Exception {
        Path docs = Path.of("..", "docs");
        assertThat(Files.readString(docs.resolve("cuda.md")))
                .contains(Files.readString(docs.resolve("examples").resolve("upper-case.cu")));
    }

    /** The macros that a source may not use are those that it would meet. */
    @Test
    void theKernelsFilesAreAllThere() {
        assertThat(KernelSource.files().keySet())
                .startsWith("kernel.cu")
                .contains("machine.h", "layout.h", "custom.h", "worker.h")
                .doesNotContain("fused.h");
        assertThat(MACROS)
                .contains("CR_LANES", "FENCES", "LEVELS", "FAULT_OP_FAILED")
                .doesNotContain("u32");
    }
}
