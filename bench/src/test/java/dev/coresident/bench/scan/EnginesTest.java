package dev.coresident.bench.scan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.google.common.collect.ImmutableList;
import dev.coresident.bench.scan.engine.Engine;
import dev.coresident.bench.scan.engine.EngineKind;
import dev.coresident.bench.scan.engine.Patterns;
import dev.coresident.bench.scan.engine.Workload;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(120)
class EnginesTest {
    private static final List<String> WORDS = List.of("he", "she", "his", "hers", "hehe");
    private static final List<String> REGEXES = List.of("[a-z]+ing", "[0-9]{1,3}", "(he|she) is", "q[a-z]{2,4}");

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource
    void everyEngineFindsTheWordsThatTheOracleFinds(EngineKind kind) throws Exception {
        check(kind, workload(WORDS, Patterns.WORDS, "ushers hehehe she sells his hers\n".repeat(300)));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "AHO_CORASICK")
    void everyEngineFindsTheRegexesThatTheOracleFinds(EngineKind kind) throws Exception {
        check(
                kind,
                workload(REGEXES, Patterns.REGEXES, "singing 12345 rings, she is quick; he is queen 7\n".repeat(300)));
    }

    @ParameterizedTest
    @EnumSource(names = {"SLOTS", "SCANNER_ENDS", "SCANNER_ENDS_2", "HYPERSCAN", "LIBHS"})
    void enginesForSetsFindWhatHyperscanFinds(EngineKind kind) throws Exception {
        List<String> patterns = List.of("ab.*cd", "x[^\\n]*y", "^b", "[a-c]{2,5}d(e|f)?");
        check(kind, workload(patterns, Patterns.SETS, "xx abcd abbcdf y\nbab cde x\n".repeat(200)));
    }

    private Workload workload(List<String> patterns, Patterns patternKind, String text) throws IOException {
        Path file = folder.resolve("text.txt");
        Files.writeString(file, text);
        return new Workload(
                "small",
                "",
                ImmutableList.copyOf(patterns),
                patternKind,
                ImmutableList.of(file),
                ImmutableList.of(text));
    }

    private static void check(EngineKind kind, Workload workload) throws Exception {
        assertThat(kind.canRun(workload)).isTrue();
        long expected = Oracle.count(workload).getOrDefault(kind.counting(workload), -1L);
        try (Engine engine = open(kind, workload)) {
            assertThat(expected).isPositive();
            assertThat(engine.scan()).isEqualTo(expected);
            assertThat(engine.scan()).isEqualTo(expected);
        }
    }

    private static Engine open(EngineKind kind, Workload workload) throws Exception {
        try {
            return kind.open(workload);
        } catch (LinkageError | RuntimeException e) {
            // Native code that this machine cannot load; the comparison skips it too.
            return kind == EngineKind.HYPERSCAN || kind == EngineKind.LIBHS
                    ? abort(kind.title() + " does not load here: " + e)
                    : rethrow(e);
        }
    }

    private static Engine rethrow(Throwable thrown) {
        throw new AssertionError(thrown);
    }
}
