package dev.coresident.automata;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.RuleSetFile.Loading;
import dev.coresident.automata.nfa.NfaOutcome;
import dev.coresident.automata.syntax.PatternFlags;
import dev.coresident.spi.program.ImageLayout;
import dev.coresident.spi.program.ProgramImage;
import java.io.Serial;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads all of a rule set's file but the checksum, from any bytes: every length is looked at before it is believed. */
final class RuleSetReader {
    private static final ValueLayout.OfInt INT = ValueLayout.JAVA_INT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);
    /** Bytes that a rule takes at least, and a group. */
    private static final int LEAST_RULE = 28;

    private static final int LEAST_GROUP = 36;
    private static final int LONGEST_TEXT = 1 << 16;
    private static final int LONGEST_LABEL = 255;

    private final MemorySegment bytes;
    private final CompileLimits limits;
    private long at;

    RuleSetReader(MemorySegment bytes, CompileLimits limits) {
        this.bytes = bytes;
        this.limits = limits;
    }

    /** Thrown inside, never out. */
    private static final class BadFile extends Exception {
        @Serial
        private static final long serialVersionUID = 1;

        final long offset;

        BadFile(long offset, String why) {
            super(why, null, false, false);
            this.offset = offset;
        }
    }

    /** Looks at the head; null if it is that of a file that can be read. */
    Loading.@Nullable Refused begin() {
        try {
            if (number64() != RuleSetFile.MAGIC) {
                throw new BadFile(0, "this is no saved rule set");
            }
            int version = number();
            if (version != RuleSetFile.VERSION) {
                throw new BadFile(
                        8,
                        "the file has version " + version + " and this is version " + RuleSetFile.VERSION
                                + ": compile the rules anew");
            }
            int images = number();
            if (images != ImageLayout.VERSION) {
                throw new BadFile(
                        12,
                        "the images have version " + images + " and this is version " + ImageLayout.VERSION
                                + ": compile the rules anew");
            }
            return null;
        } catch (BadFile bad) {
            return refused(bad);
        }
    }

    /** The rest. */
    Loading read(long beginNanos) {
        try {
            String label = label();
            int rules = count(LEAST_RULE);
            List<CompiledRule> compiled = new ArrayList<>();
            Set<Integer> indices = new HashSet<>();
            for (int i = 0; i < rules; i++) {
                long from = at;
                CompiledRule rule = rule();
                if (!indices.add(rule.index())) {
                    throw new BadFile(from, "two rules have the place " + rule.index());
                }
                compiled.add(rule);
            }
            int groups = count(LEAST_GROUP);
            ImmutableList.Builder<RuleGroup> all = ImmutableList.builder();
            boolean[] placed = new boolean[rules];
            long total = 0;
            for (int i = 0; i < groups; i++) {
                RuleGroup group = group(compiled, placed, total);
                total += group.bytes();
                all.add(group);
            }
            for (int i = 0; i < rules; i++) {
                if (!placed[i]) {
                    throw new BadFile(at, "rule " + i + " is in no group");
                }
            }
            if (at != bytes.byteSize()) {
                throw new BadFile(at, "the rule set ends here, and the file does not");
            }
            return new Loading.Loaded(
                    new RuleSet(label, ImmutableList.copyOf(compiled), all.build(), System.nanoTime() - beginNanos));
        } catch (BadFile bad) {
            return refused(bad);
        }
    }

    private static Loading.Refused refused(BadFile bad) {
        return new Loading.Refused(bad.offset, String.valueOf(bad.getMessage()));
    }

    private CompiledRule rule() throws BadFile {
        long from = at;
        int id = number();
        int index = number();
        byte[] pattern = block(limits.pattern().maxPatternBytes());
        String flags = text();
        String file = text();
        int line = number();
        int column = number();
        if (index < 0 || line < 1 || column < 1) {
            throw new BadFile(from, "a rule has a place from 0 on, a line and a column from 1 on");
        }
        if (!flags.chars().allMatch(flag -> PatternFlags.isFlag((char) flag))) {
            throw new BadFile(from, "a rule has flags that there are not");
        }
        RulePlace place = new RulePlace(file, line, column);
        return switch (Rule.read(id, pattern, PatternFlags.of(flags), place, limits.pattern())) {
            case Rule.Outcome.Refused(RuleProblem problem) -> throw new BadFile(from, "a rule is refused: " + problem);
            case Rule.Outcome.Read(Rule rule) ->
                switch (rule.body().program(limits.maxNfaStates())) {
                    case NfaOutcome.Built(var nfa) -> new CompiledRule(rule, index, nfa);
                    case NfaOutcome.TooLarge _ ->
                        throw new BadFile(
                                from, "a rule is larger than maxNfaStates " + limits.maxNfaStates() + " allows");
                };
        };
    }

    private RuleGroup group(List<CompiledRule> compiled, boolean[] placed, long before) throws BadFile {
        long from = at;
        GroupReason reason = reason(text());
        int count = count(Integer.BYTES);
        ImmutableList.Builder<CompiledRule> rules = ImmutableList.builder();
        int last = -1;
        for (int i = 0; i < count; i++) {
            int place = number();
            if (place <= last || place >= compiled.size() || placed[place]) {
                throw new BadFile(from, "a group names its rules in ascending order, each rule in one group");
            }
            placed[place] = true;
            last = place;
            rules.add(compiled.get(place));
        }
        long first = number64();
        long second = number64();
        long third = number64();
        long length = Integer.toUnsignedLong(number());
        if (length > bytes.byteSize() - at) {
            throw new BadFile(at, "an image of " + length + " bytes reaches beyond the file");
        }
        if (before + length > limits.maxTotalBytes()) {
            throw new BadFile(at, "the images are larger than maxTotalBytes " + limits.maxTotalBytes() + " allows");
        }
        MemorySegment image = Arena.ofAuto().allocate(length, 4L * ImageLayout.ALIGN_WORDS);
        image.copyFrom(bytes.asSlice(at, length));
        ProgramImage checked = switch (ProgramImage.check(image.asReadOnly())) {
            case ProgramImage.Check.Invalid(String why) -> throw new BadFile(at, "a bad image: " + why);
            case ProgramImage.Check.Valid(ProgramImage valid) -> valid;
        };
        if (checked.rules() != count) {
            throw new BadFile(at, "an image reports " + checked.rules() + " rules and its group has " + count);
        }
        at += length;
        GroupFigures figures = switch (checked.kind()) {
            case DFA -> new GroupFigures.Dfa(first, (int) second);
            case NFA -> new GroupFigures.Nfa(first, second);
            case LITERALS -> new GroupFigures.Literals((int) first, second, (int) third);
        };
        return new RuleGroup(image.asReadOnly(), rules.build(), figures, reason);
    }

    private GroupReason reason(String name) throws BadFile {
        for (GroupReason reason : GroupReason.values()) {
            if (reason.name().equals(name)) {
                return reason;
            }
        }
        throw new BadFile(at, "a group has a reason that there is not");
    }

    private int count(int leastBytesEach) throws BadFile {
        long from = at;
        int count = number();
        if (count < 0 || count > (bytes.byteSize() - at) / leastBytesEach) {
            throw new BadFile(from, Integer.toUnsignedString(count) + " entries do not fit into the rest of the file");
        }
        return count;
    }

    /** A label is shown wherever matches are: it may not pretend to be a line of its own. */
    private String label() throws BadFile {
        long from = at;
        String label = text();
        if (label.isEmpty() || label.length() > LONGEST_LABEL || label.chars().anyMatch(Character::isISOControl)) {
            throw new BadFile(
                    from, "a label has 1 to " + LONGEST_LABEL + " characters, none of them a control character");
        }
        return label;
    }

    private String text() throws BadFile {
        long from = at;
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(block(LONGEST_TEXT)))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new BadFile(from, "a text is not UTF-8");
        }
    }

    private byte[] block(int most) throws BadFile {
        long from = at;
        int length = number();
        if (length < 0 || length > most || length > bytes.byteSize() - at) {
            throw new BadFile(
                    from,
                    "a length of " + Integer.toUnsignedString(length) + " where there may be " + most
                            + " and the rest of the file has " + (bytes.byteSize() - at));
        }
        byte[] block = bytes.asSlice(at, length).toArray(ValueLayout.JAVA_BYTE);
        at += length;
        return block;
    }

    private int number() throws BadFile {
        need(Integer.BYTES);
        int value = bytes.get(INT, at);
        at += Integer.BYTES;
        return value;
    }

    private long number64() throws BadFile {
        need(Long.BYTES);
        long value = bytes.get(LONG, at);
        at += Long.BYTES;
        return value;
    }

    private void need(int count) throws BadFile {
        if (count > bytes.byteSize() - at) {
            throw new BadFile(at, "the file ends within a number");
        }
    }
}
