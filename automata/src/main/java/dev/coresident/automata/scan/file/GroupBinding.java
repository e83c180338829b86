package dev.coresident.automata.scan.file;

import com.google.common.collect.ImmutableList;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.automata.CompiledRule;
import dev.coresident.spi.program.DfaLayout;
import dev.coresident.spi.program.ProgramImage;

/** A rule group as a tenant runs it. Immutable but for the pool; one thread. */
public final class GroupBinding {
    private final Tenant tenant;
    private final int opcode;
    private final ImmutableList<CompiledRule> rules;
    private final int[] numbers;
    private final int startState;
    private final int deadState;
    private final OutputPool outputs;

    /**
     * A binding.
     *
     * @param tenant whose it is
     * @param opcode the global opcode that scans with the image
     * @param rules by the numbers that events carry
     * @param numbers of these rules among all of the scanner's
     * @param image the group's
     * @param outputs where its events go
     */
    public GroupBinding(
            Tenant tenant,
            int opcode,
            ImmutableList<CompiledRule> rules,
            int[] numbers,
            ProgramImage image,
            OutputPool outputs) {
        this.tenant = tenant;
        this.opcode = opcode;
        this.rules = rules;
        this.numbers = numbers.clone();
        this.startState = image.startState();
        this.deadState = image.header(DfaLayout.WORD_DEAD);
        this.outputs = outputs;
    }

    Tenant tenant() {
        return tenant;
    }

    int opcode() {
        return opcode;
    }

    int ruleCount() {
        return numbers.length;
    }

    CompiledRule rule(int event) {
        return rules.get(event);
    }

    boolean reportsOnce(int event) {
        return rules.get(event).rule().flags().reportOnce();
    }

    int number(int event) {
        return numbers[event];
    }

    int startState() {
        return startState;
    }

    /** The state that nothing more can come of, or {@link DfaLayout#NO_STATE}. */
    int deadState() {
        return deadState;
    }

    OutputPool outputs() {
        return outputs;
    }
}
