package dev.coresident.automata.scan.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.automata.BadRules;
import dev.coresident.automata.CompileLimits;
import dev.coresident.automata.RuleFile;
import dev.coresident.automata.RuleGroup;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.input.Input;
import dev.coresident.automata.match.FileOutcome;
import dev.coresident.automata.match.MatchSink;
import dev.coresident.automata.match.Report;
import dev.coresident.automata.syntax.PatternLimits;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.program.ProgramImage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Several slots of one file out at once. Nothing runs here but when the test polls, so it is known what was out. */
@Timeout(60)
class LegsTest {
    private static final int CHUNK_BYTES = 2_048;
    private static final int CHUNKS = 4;
    private static final int OUTPUT_BYTES = 512;

    @TempDir
    private Path folder;

    /** What came of a file. */
    private record Seen(List<Long> ends, SlotCounts counts, long slotsBeforeAnyEnded) {}

    @Test
    void everyChunkOfAFileIsOutBeforeTheFirstEndsIfTextsAreSearched() throws Exception {
        Seen seen = scan("needle", 2, text(12 * CHUNK_BYTES, "hay needle "), 1);
        assertThat(seen.slotsBeforeAnyEnded()).isEqualTo(CHUNKS);
        assertThat(seen.counts().guessedChunks()).isZero();
    }

    @Test
    void anAutomatonsChunksAreOutAsFarAsWorkersCouldTakeThem() throws Exception {
        String text = text(12 * CHUNK_BYTES, "sing, bringing rings ");
        assertThat(scan("[a-z]+ing", 2, text, 1).slotsBeforeAnyEnded()).isEqualTo(3);
        Seen alone = scan("[a-z]+ing", 1, text, 1);
        assertThat(alone.slotsBeforeAnyEnded()).isEqualTo(1);
        assertThat(alone.counts().guessedChunks()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void guessesOfAStateThatForgetsSoonAreRight(long seed) throws Exception {
        Seen seen = scan("[a-z]+ing", 2, text(12 * CHUNK_BYTES, "sing, bringing rings "), seed);
        assertThat(seen.counts().guessedChunks()).isPositive();
        assertThat(seen.counts().missedGuesses()).isZero();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void whatWasGuessedWronglyIsScannedAgain(long seed) throws Exception {
        // Each Q and Z turns everything behind it into another state, and guesses are made from the last one that is
        // known.
        String text = ("z ".repeat(600) + "Q" + "z x ".repeat(1_800) + "Z").repeat(3);
        Seen seen = scan("Q[^Z]*z", 2, text, seed);
        assertThat(seen.counts().guessedChunks()).isPositive();
        assertThat(seen.counts().missedGuesses()).isPositive();
    }

    @Test
    void eventsForWhichASlotHasNoRoomComeInFurtherSlots() throws Exception {
        // Each slot finds room for 64 events: the first chunk takes 32 slots, and the others have as many ends.
        Seen seen = scan("a|aa", 2, "a".repeat(9 * CHUNK_BYTES + 5), 3);
        assertThat(seen.counts().partialSlots()).isGreaterThan(200);
    }

    @Test
    void anAutomatonThatIsDeadLetsTheRestPass() throws Exception {
        Seen seen = scan("^[a-z]{3}", 2, "abc ".repeat(3 * CHUNK_BYTES), 5);
        assertThat(seen.ends()).containsExactly(3L);
    }

    private static String text(int length, String words) {
        return words.repeat(length / words.length() + 1).substring(0, length);
    }

    private Seen scan(String pattern, int workers, String text, long seed) throws Exception {
        Path file = Files.writeString(folder.resolve("f"), text, StandardCharsets.ISO_8859_1);
        RuleGroup group = compile(pattern).groups().getFirst();
        ProgramImage image = ((ProgramImage.Check.Valid) ProgramImage.check(group.image())).image();
        int headroom = GroupBinding.bytesBefore(image);
        KernelOptions options = KernelOptions.defaults()
                .withTenants(1, 1)
                .withHeapBytes(1 << 20)
                .withProperty("engine", "stepped")
                .withProperty("workers", Integer.toString(workers))
                .withProperty("seed", Long.toString(seed));
        SlotCounts counts = new SlotCounts();
        List<Long> ends = new ArrayList<>();
        long before;
        try (ResidentKernel kernel = ResidentKernel.driven(options, simulator(), KernelTime.system())) {
            Tenant tenant = kernel.tenants()
                    .register("t", TenantPolicy.defaults().withBacklogCap(32))
                    .orThrow();
            List<DeviceBuffer> chunks = new ArrayList<>();
            OutputPool outputs = new OutputPool(tenant, CHUNKS, OUTPUT_BYTES);
            assertThat(outputs.fill()).isNull();
            for (int i = 0; i < CHUNKS; i++) {
                chunks.add(kernel.allocateShared(Purpose.INPUT, headroom + CHUNK_BYTES)
                        .orThrow());
            }
            GroupBinding binding = new GroupBinding(
                    tenant,
                    tenant.bind(0, image).orThrow(),
                    group.rules(),
                    IntStream.range(0, group.rules().size()).toArray(),
                    image,
                    outputs,
                    List.of(),
                    kernel.device().computeUnits(),
                    new KeptSearches());
            try (FileScan scan = new FileScan(chunks, headroom, List.of(binding), Report.ENDS, 1 << 16, counts)) {
                scan.begin(new Input(file, false));
                for (int i = 0; i < CHUNKS; i++) {
                    scan.advance(true, false);
                }
                before = counts.slots();
                MatchSink sink = new Ends(ends);
                while (scan.deliver(sink, false) == null) {
                    kernel.poll();
                    scan.advance(true, false);
                }
            }
        }
        assertThat(ends).isEqualTo(expected(pattern, text));
        return new Seen(ends, counts, before);
    }

    /** Every offset where some match ends, by trying each range's end. */
    private static List<Long> expected(String pattern, String text) {
        TreeSet<Long> ends = new TreeSet<>();
        if (pattern.startsWith("Q")) {
            boolean open = false;
            for (int i = 0; i < text.length(); i++) {
                open = text.charAt(i) == 'Q' || (open && text.charAt(i) != 'Z');
                if (open && text.charAt(i) == 'z') {
                    ends.add(i + 1L);
                }
            }
            return List.copyOf(ends);
        }
        Matcher matcher = Pattern.compile("(?:" + pattern + ")$").matcher(text);
        for (int end = 0; end <= text.length(); end++) {
            matcher.region(pattern.startsWith("^") ? 0 : Math.max(0, end - 12), end);
            if (matcher.find() && matcher.end() == end) {
                ends.add((long) end);
            }
        }
        return List.copyOf(ends);
    }

    private static RuleSet compile(String pattern) {
        byte[] line = ("1:/" + pattern + "/").getBytes(StandardCharsets.ISO_8859_1);
        RuleFile file = switch (RuleFile.parse("t.rules", line, PatternLimits.DEFAULT, BadRules.STOP)) {
            case RuleFile.Outcome.Read(RuleFile read) -> read;
            case RuleFile.Outcome refused -> throw new IllegalArgumentException(refused.toString());
        };
        return switch (RuleSet.compile("t", file.rules(), CompileLimits.DEFAULT, BadRules.STOP)) {
            case RuleSet.Outcome.Compiled(RuleSet set, ImmutableList<?> _) -> set;
            case RuleSet.Outcome refused -> throw new IllegalArgumentException(refused.toString());
        };
    }

    private static BackendProvider simulator() {
        LegsTest.class.getModule().addUses(BackendProvider.class);
        return ServiceLoader.load(BackendProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals("sim"))
                .findFirst()
                .orElseThrow();
    }

    private record Ends(List<Long> ends) implements MatchSink {
        @Override
        public void begin(Path path) {}

        @Override
        public void match(int rule, long start, long end) {
            ends.add(end);
        }

        @Override
        public void end(FileOutcome outcome) {
            assertThat(outcome).isInstanceOf(FileOutcome.Scanned.class);
        }
    }
}
