package dev.coresident.conformance.rule;

/** What finds out whether a subject keeps a rule. */
@FunctionalInterface
public interface Check {
    /**
     * Tries the rule. Called once a run, on a thread of its own.
     *
     * @param trial the subject, and what belongs to this one attempt
     * @throws Violation if the rule is broken
     * @throws Exception if the subject failed in another way, which breaks the rule as well
     */
    void run(Trial trial) throws Exception;
}
