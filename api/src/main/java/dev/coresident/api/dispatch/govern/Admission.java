package dev.coresident.api.dispatch.govern;

/**
 * What admission answered, in the order in which its rules are asked: the first that has something to say answers, and those after
 * it are not asked. A refusal changes nothing but counts.
 */
public enum Admission {
    /** Go on; a permit and a part of the budget are taken. */
    ADMITTED(0, "admitted", ""),
    /** The request is known: its sender gets the first outcome. */
    REPEATED(1, "the request was sent before", "take its first outcome"),
    /** The tenant is blocked. */
    BLOCKED(2, "the tenant is blocked", "unblock it"),
    /** The tenant waits after a failure or on advice. */
    COOLING(3, "the tenant cools down after failures", "try again after the time that is told"),
    /** As many ops are under way as the tenant has permits. */
    NO_PERMIT(4, "all permits of the tenant are out", "wait for an op to end, or give the tenant more permits"),
    /** The budget of the window is spent. */
    OVER_BUDGET(5, "the tenant's budget is spent", "try again after the time that is told, or give a larger budget"),
    /** The tenant's queue is nearly full. */
    OVERLOADED(6, "the tenant's queue is nearly full", "try again after the time that is told, else later");

    private final int number;
    private final String rule;
    private final String wayOut;

    Admission(int number, String rule, String wayOut) {
        this.number = number;
        this.rule = rule;
        this.wayOut = wayOut;
    }

    /** Its stable number, from 0 without gaps. */
    public int number() {
        return number;
    }

    /** The rule, for people. */
    public String rule() {
        return rule;
    }

    /** What the sender can do, for people; empty if admitted. */
    public String wayOut() {
        return wayOut;
    }
}
