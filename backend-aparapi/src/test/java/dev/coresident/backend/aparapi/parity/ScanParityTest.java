package dev.coresident.backend.aparapi.parity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.automata.BadRules;
import dev.coresident.automata.CompileLimits;
import dev.coresident.automata.RuleFile;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.input.FolderWalk;
import dev.coresident.automata.input.WalkOptions;
import dev.coresident.automata.match.FileOutcome;
import dev.coresident.automata.match.MatchSink;
import dev.coresident.automata.match.Report;
import dev.coresident.automata.scan.ScanOptions;
import dev.coresident.automata.scan.ScanPlan;
import dev.coresident.automata.scan.ScanTenant;
import dev.coresident.automata.scan.Scanner;
import dev.coresident.automata.scan.ScannerOpening;
import dev.coresident.automata.syntax.PatternLimits;
import dev.coresident.backend.aparapi.opencl.NeedsOpenCl;
import dev.coresident.backend.aparapi.provider.AparapiProvider;
import dev.coresident.backend.sim.provider.SimProvider;
import dev.coresident.spi.BackendProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole scans of files: line for line what the simulator says, for each chunk size and both ways to reach the memory. */
@ExtendWith(NeedsOpenCl.class)
final class ScanParityTest {
    private static final String WORDS = "1:/foo[a-c]+/\n2:/(?i)bar\\d{2,4}/s\n3:/^line .*end$/m\n4:/x*/\n";
    private static final String SHORT = "7:/[^ ]b/\n9:/\\bfoo\\b/H\n";
    private static final String TEXTS =
            "1:/foobar/\n2:/oobar9/\n3:/line end/i\n4:/end\\n/\n6:/Bar1/i\n7:/bar1/\n8:/xxxxxxxxxxxxx/\n";
    /** No rule gets a deterministic automaton. */
    private static final CompileLimits SETS = CompileLimits.DEFAULT.withMaxDfaGroups(0);

    private static final String[] PIECES = {
        "foo", "fooab", "BAR12", "bar1234", "line ", "end\n", "\n", " ", "x", "xxx", "b", "zb", "foobar99"
    };

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"shared, SPANS", "shared, ENDS", "staged, SPANS"})
    void theLinesAreThoseOfTheSimulator(String memory, Report report) throws Exception {
        SplittableRandom random = new SplittableRandom(31);
        for (int file = 0; file < 5; file++) {
            StringBuilder text = new StringBuilder();
            while (text.length() < file * 9_000) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            Files.writeString(folder.resolve("f" + file), text);
        }
        for (int chunk : new int[] {64, 4_096, 65_536}) {
            ScanOptions options = ScanOptions.defaults()
                    .withReport(report)
                    .withChunkBytes(chunk)
                    .withOutputEvents(100);
            Map<String, String> stepped = Map.of("engine", "stepped", "workers", "1");
            List<String> expected = scan(new SimProvider(), stepped, options, CompileLimits.DEFAULT);
            assertThat(expected).hasSizeGreaterThan(1_000);
            Map<String, String> opencl = Map.of("memory", memory);
            assertThat(scan(new AparapiProvider(), opencl, options, CompileLimits.DEFAULT))
                    .isEqualTo(expected);
            assertThat(scan(new SimProvider(), stepped, options, SETS)).isEqualTo(expected);
            assertThat(scan(new AparapiProvider(), opencl, options, SETS)).isEqualTo(expected);
        }
    }

    private List<String> scan(
            BackendProvider provider, Map<String, String> properties, ScanOptions options, CompileLimits limits)
            throws Exception {
        List<ScanTenant> tenants = List.of(
                new ScanTenant(rules("words", WORDS, limits), TenantPolicy.defaults()),
                new ScanTenant(rules("short", SHORT, limits), TenantPolicy.defaults()),
                new ScanTenant(rules("texts", TEXTS, limits), TenantPolicy.defaults()));
        ScanPlan plan = new ScanPlan(tenants, options);
        KernelOptions chosen = KernelOptions.defaults().withBackend(provider.name());
        for (Map.Entry<String, String> property : properties.entrySet()) {
            chosen = chosen.withProperty(property.getKey(), property.getValue());
        }
        Lines lines = new Lines();
        try (ResidentKernel kernel = ResidentKernel.driven(plan.sized(chosen), provider, KernelTime.system());
                Scanner scanner = open(kernel, plan)) {
            scanner.scan(new FolderWalk(List.of(folder), WalkOptions.DEFAULT), lines);
        }
        return lines.lines;
    }

    private static Scanner open(ResidentKernel kernel, ScanPlan plan) {
        return switch (Scanner.open(kernel, plan)) {
            case ScannerOpening.Opened(Scanner scanner) -> scanner;
            case ScannerOpening.Refused(String reason) -> throw new IllegalStateException(reason);
        };
    }

    private static RuleSet rules(String label, String lines, CompileLimits limits) {
        byte[] content = lines.getBytes(StandardCharsets.ISO_8859_1);
        if (RuleFile.parse(label, content, PatternLimits.DEFAULT, BadRules.STOP)
                        instanceof RuleFile.Outcome.Read(RuleFile file)
                && RuleSet.compile(label, file.rules(), limits, BadRules.STOP)
                        instanceof RuleSet.Outcome.Compiled(RuleSet set, var skipped)) {
            return set;
        }
        throw new IllegalArgumentException(lines);
    }

    private static final class Lines implements MatchSink {
        private final List<String> lines = new ArrayList<>();

        @Override
        public void begin(Path path) {
            lines.add("file " + path.getFileName());
        }

        @Override
        public void match(int rule, long start, long end) {
            lines.add(rule + " " + start + " " + end);
        }

        @Override
        public void end(FileOutcome outcome) {
            lines.add(outcome.getClass().getSimpleName());
        }
    }
}
