package dev.coresident.automata.worklist;

import dev.coresident.api.KernelOptions;
import dev.coresident.automata.CompileLimits;
import dev.coresident.automata.CompiledRule;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.homogeneous.Homogeneous;
import dev.coresident.automata.homogeneous.HomogeneousOutcome;
import dev.coresident.automata.homogeneous.Reduction;
import dev.coresident.automata.image.ImageEncoder;
import dev.coresident.automata.image.NfaEncoder;
import dev.coresident.automata.worklist.frontier.Ends;
import dev.coresident.automata.worklist.frontier.Shape;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.program.NfaLayout;
import dev.coresident.spi.program.ProgramImage;

/**
 * A rule set as one nondeterministic automaton, and what its traversals need of a device. Immutable; any thread.
 *
 * <p>An end's rule number is the rule's place in the set. Ends are all there are: a worklist finds no starts of spans, and a rule that
 * is to be reported once is reported as often as it matches.
 */
public final class WorklistPlan {
    /** Both kinds of worklist have a binding of their own. */
    static final int OPS = 2;

    private final RuleSet rules;
    private final WorklistOptions options;
    private final ProgramImage image;
    private final Shape shape;

    private WorklistPlan(RuleSet rules, WorklistOptions options, ProgramImage image) {
        this.rules = rules;
        this.options = options;
        this.image = image;
        int states = image.header(NfaLayout.WORD_NFA_STATES);
        int events = Math.max(options.eventRoom(), 2 * image.widestAccept());
        this.shape = new Shape(states, Math.max(options.taskRoom(), widestRow(image, states) + 2), events);
    }

    /** What came of planning. */
    public sealed interface Outcome {
        /**
         * It can run.
         *
         * @param plan the plan
         */
        record Planned(WorklistPlan plan) implements Outcome {}

        /**
         * The rules are too many for one automaton within the limits.
         *
         * @param reason the rule, the value and the way out
         */
        record Refused(String reason) implements Outcome {}
    }

    /**
     * Builds the automaton of a rule set, on the calling thread.
     *
     * @param limits of which {@link CompileLimits#maxWorkBytes} and {@link CompileLimits#maxTotalBytes} count
     */
    public static Outcome of(RuleSet rules, CompileLimits limits, WorklistOptions options) {
        if (rules.rules().size() > 1 << Ends.RULE_BITS) {
            return new Outcome.Refused("a worklist reports at most " + (1 << Ends.RULE_BITS) + " rules, got "
                    + rules.rules().size() + ": part the set");
        }
        return switch (Reduction.build(
                rules.rules().stream().map(CompiledRule::nfa).toList(), limits.maxWorkBytes())) {
            case HomogeneousOutcome.TooLarge(long limit, long reached) ->
                new Outcome.Refused("the automaton of " + rules.rules().size() + " rules takes more than maxWorkBytes "
                        + limit + " to build (" + reached + "): part the set or raise the limit");
            case HomogeneousOutcome.Built(Homogeneous automaton, int _) -> {
                long bytes = NfaEncoder.sizeBytes(automaton);
                yield bytes > Math.min(limits.maxTotalBytes(), ImageEncoder.MAX_BYTES)
                        ? new Outcome.Refused(
                                "the automaton of " + rules.rules().size() + " rules has " + bytes
                                        + " bytes and maxTotalBytes is " + limits.maxTotalBytes()
                                        + ": part the set or raise the limit")
                        : new Outcome.Planned(new WorklistPlan(rules, options, image(automaton)));
            }
        };
    }

    private static ProgramImage image(Homogeneous automaton) {
        return switch (ProgramImage.check(NfaEncoder.encode(automaton))) {
            case ProgramImage.Check.Valid(ProgramImage image) -> image;
            case ProgramImage.Check.Invalid(String reason) ->
                throw new IllegalStateException("the compiler made an image that is refused: " + reason);
        };
    }

    /** The most that one pair can reach, itself included. */
    private static int widestRow(ProgramImage image, int states) {
        int widest = image.header(NfaLayout.WORD_EVERY_BYTE_COUNT) + 1;
        int index = image.header(NfaLayout.WORD_SUCCESSOR_INDEX);
        for (int state = 0; state < states; state++) {
            widest = Math.max(widest, image.header(index + state + 1) - image.header(index + state));
        }
        return widest;
    }

    /** The rules. */
    public RuleSet rules() {
        return rules;
    }

    /** The bounds. */
    public WorklistOptions options() {
        return options;
    }

    /** States of the automaton. */
    public int states() {
        return shape.states();
    }

    ProgramImage image() {
        return image;
    }

    Shape shape() {
        return shape;
    }

    /** Kernel options with room for exactly this; backend, partitions and properties stay. */
    public KernelOptions sized(KernelOptions base) {
        return base.withTenants(1, OPS).withHeapBytes(heapBytes());
    }

    /** Bytes of device heap: the image for each of the two kinds, the chunk, the places. */
    public long heapBytes() {
        return OPS * rounded(image.bytes().byteSize())
                + rounded(options.chunkBytes())
                + options.places() * rounded(shape.bytes());
    }

    private static long rounded(long bytes) {
        return (bytes + HandleRow.UNIT - 1) / HandleRow.UNIT * HandleRow.UNIT;
    }
}
