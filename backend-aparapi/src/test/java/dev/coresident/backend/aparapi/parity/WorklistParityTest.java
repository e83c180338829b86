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
import dev.coresident.automata.syntax.PatternLimits;
import dev.coresident.automata.worklist.Worklist;
import dev.coresident.automata.worklist.WorklistOptions;
import dev.coresident.automata.worklist.WorklistPlan;
import dev.coresident.backend.aparapi.opencl.NeedsOpenCl;
import dev.coresident.backend.aparapi.provider.AparapiProvider;
import dev.coresident.backend.sim.provider.SimProvider;
import dev.coresident.spi.BackendProvider;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole traversals: end for end what the simulator finds, of slots so long that launches are cut, and of short turns. */
@ExtendWith(NeedsOpenCl.class)
final class WorklistParityTest {
    private static final String RULES =
            "1:/foo[a-c]+/\n2:/(?i)bar\\d{2,4}/s\n3:/^line .*end$/m\n4:/x{2,9}/\n5:/needle.{0,40}hay/\n6:/\\bfoo\\b/\n";
    private static final String[] PIECES = {"foo", "fooab", "BAR12", "line ", "end\n", " ", "xxx", "needle", "hay"};

    @ParameterizedTest
    @ValueSource(strings = {"shared", "staged"})
    void theEndsAreThoseOfTheSimulator(String memory) throws Exception {
        SplittableRandom random = new SplittableRandom(4);
        StringBuilder text = new StringBuilder();
        while (text.length() < 60_000) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        WorklistOptions options =
                WorklistOptions.defaults().withBytes(50_000, 40_000).withRoom(256, 4_096);
        Map<String, String> opencl = Map.of("memory", memory, "round", "1");
        List<String> expected = run(new SimProvider(), Map.of("workers", "1"), options, text.toString());
        assertThat(expected).hasSizeGreaterThan(1_000);
        assertThat(run(new AparapiProvider(), opencl, options, text.toString())).isEqualTo(expected);
        String beginning = text.substring(0, 1_500);
        WorklistOptions turns = options.withBytes(700, 100).withParity(true);
        assertThat(run(new AparapiProvider(), opencl, turns, beginning))
                .isEqualTo(run(new SimProvider(), Map.of("workers", "1"), turns, beginning));
    }

    /** Blocking throughout: the device is said to be full. */
    private static List<String> run(
            BackendProvider provider, Map<String, String> properties, WorklistOptions options, String text)
            throws Exception {
        WorklistPlan plan =
                ((WorklistPlan.Outcome.Planned) WorklistPlan.of(rules(), CompileLimits.DEFAULT, options)).plan();
        KernelOptions chosen = plan.sized(KernelOptions.defaults().withBackend(provider.name()));
        for (Map.Entry<String, String> property : properties.entrySet()) {
            chosen = chosen.withProperty(property.getKey(), property.getValue());
        }
        List<String> lines = new ArrayList<>();
        try (ResidentKernel kernel = ResidentKernel.driven(chosen, provider, KernelTime.system());
                Worklist worklist = Worklist.open(kernel, plan, TenantPolicy.defaults(), () -> 10_000)
                        .orThrow()) {
            worklist.run(
                    MemorySegment.ofArray(text.getBytes(StandardCharsets.ISO_8859_1)),
                    (rule, end) -> lines.add(end + " " + rule));
            assertThat(worklist.report().disparities()).isZero();
        }
        return lines;
    }

    private static RuleSet rules() {
        byte[] content = RULES.getBytes(StandardCharsets.ISO_8859_1);
        if (RuleFile.parse("rules", content, PatternLimits.DEFAULT, BadRules.STOP)
                        instanceof RuleFile.Outcome.Read(RuleFile file)
                && RuleSet.compile("rules", file.rules(), CompileLimits.DEFAULT, BadRules.STOP)
                        instanceof RuleSet.Outcome.Compiled(RuleSet set, var _)) {
            return set;
        }
        throw new IllegalArgumentException(RULES);
    }
}
