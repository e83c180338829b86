package dev.coresident.conformance.rule;

import dev.coresident.spi.Coherence;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.ExecutionModel;

/** What a rule may need of a subject. Who lacks it skips the rule, visibly and with a reason. */
public enum Capability {
    /** It polls the ring by itself from its start to its stop. */
    RESIDENT(Source.FACTS, "the device is resident"),
    /** It runs in rounds that the host asks for. */
    ROUNDS(Source.FACTS, "the device works in rounds"),
    /** Host and device share the regions. */
    COHERENT(Source.FACTS, "host and device share their memory"),
    /** Host and device have a copy each. */
    STAGED(Source.FACTS, "host and device have a copy of the memory each"),
    /** It executes one slot at a time, so that the order of its claims shows. */
    ONE_UNIT(Source.FACTS, "the device has one compute unit"),
    /** It runs local opcodes that a tenant has bound. */
    BOUND_OPS(Source.EXPECTED, "the device runs ops that a tenant has bound"),
    /** It runs program images. */
    SCAN(Source.EXPECTED, "the device runs program images"),
    /** It visits pairs of NFA images. */
    WORKLIST(Source.EXPECTED, "the device visits (state, byte index) pairs"),
    /** It runs packed slots. */
    PACKED(Source.EXPECTED, "the device runs packed slots"),
    /** It writes the debug log. */
    DEBUG_LOG(Source.EXPECTED, "the device writes the debug log"),
    /** It can be opened for 4,094 tenants. */
    ALL_TENANTS(Source.EXPECTED, "the device opens with rows for 4,094 tenants"),
    /** It takes positions that were set before the start, which a check of the wrap of counts needs. */
    SET_POSITIONS(Source.EXPECTED, "the device starts at positions that the host set"),
    /** It obeys the host's SHUTDOWN slot. */
    SHUTDOWN(Source.EXPECTED, "the device obeys the host's SHUTDOWN slot"),
    /** The same properties and the same calls give the same words, whenever and wherever. */
    REPEATABLE(Source.OFFERED, "the same calls give the same words");

    /** Who says whether a subject has it. */
    public enum Source {
        /** The device's facts. */
        FACTS,
        /** Every subject has it that does not declare a limit. */
        EXPECTED,
        /** No subject has it that does not offer it. */
        OFFERED
    }

    private final Source source;
    private final String words;

    Capability(Source source, String words) {
        this.source = source;
        this.words = words;
    }

    /** Who says whether a subject has it. */
    public Source source() {
        return source;
    }

    /** What having it means, for people. */
    public String words() {
        return words;
    }

    /**
     * True if the facts show it.
     *
     * @throws IllegalStateException if facts say nothing about it
     */
    public boolean isShownBy(DeviceFacts facts) {
        return switch (this) {
            case RESIDENT -> facts.model() == ExecutionModel.RESIDENT;
            case ROUNDS -> facts.model() == ExecutionModel.ROUNDS;
            case COHERENT -> facts.coherence() == Coherence.COHERENT;
            case STAGED -> facts.coherence() == Coherence.STAGED;
            case ONE_UNIT -> facts.computeUnits() == 1;
            default -> throw new IllegalStateException("no fact of a device tells " + this);
        };
    }
}
