package dev.coresident.simulation.scenario;

/**
 * What must hold, by the numbers of the contract; the words here are only a reminder of what those rules say. Rules 20 are the
 * simulation's own.
 */
public enum Rule {
    /** Published = done + faulted + outstanding, nothing negative. */
    ACCOUNTING("0.1", "published = done + faulted + outstanding, nothing negative"),
    /** Every accepted submission ends exactly once, with the right results. */
    EXACTLY_ONCE("0.2", "every accepted submission ends exactly once, with the right outcome"),
    /** No tenant changes another's words or the control region. */
    ISOLATION("0.3", "no tenant changes a word of another or of the control region"),
    /** After a revocation nothing of the generation begins to run. */
    REVOCATION("0.4", "nothing of a revoked generation begins to run"),
    /** A refused call changes nothing. */
    REFUSAL("0.5", "a refused call leaves every byte as it was"),
    /** DONE shows the results; counts follow. */
    VISIBILITY("0.6", "who sees DONE sees the results; a done count of n means n slots are terminal"),
    /** Nobody waits for ever. */
    LIVENESS("0.7", "no level and no tenant waits for ever"),
    /** A fence ends after its batch. */
    FENCE("0.8", "a fence ends after every slot of its batch"),
    /** Accounts within ceilings, all zero at the end. */
    LEDGER("0.9", "accounts stay within their ceilings and come back to zero"),
    /** Same seed, same trace. */
    DETERMINISM("0.10", "the same seed gives the same trace"),
    /** What is bounded counts what it refused; nothing is dropped. */
    COUNTING("0.11", "every bound counts what it refused, nothing accepted is dropped"),
    /** No call throws what its contract does not name. */
    NO_SURPRISE("20.1", "no call throws what its contract does not name");

    private final String number;
    private final String text;

    Rule(String number, String text) {
        this.number = number;
        this.text = text;
    }

    /** The number in the contract. */
    public String number() {
        return number;
    }

    /** The rule in a few words. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return "rule " + number;
    }
}
