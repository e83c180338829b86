package dev.coresident.oracles.duel;

import java.util.Optional;

/**
 * Makes a case that differs as small as it goes: takes the first smaller one that still differs, in whatever way, until none does. Gives
 * the same for the same case.
 *
 * @param duel what differs
 * @param maxTries cases that may be tried before it stops with what it has
 */
public record Shrinker(Duel duel, int maxTries) {
    /**
     * The smallest case that was reached.
     *
     * @param smallest the case
     * @param how what differs there
     * @param tries cases that were tried
     */
    public record Shrunk(DuelCase smallest, String how, int tries) {}

    /** Shrinks a case that differs. */
    public Shrunk shrink(DuelCase from, String how) {
        DuelCase now = from;
        String difference = how;
        int tries = 0;
        for (boolean smaller = true; smaller; ) {
            smaller = false;
            for (DuelCase next : (Iterable<DuelCase>) Smaller.than(now)::iterator) {
                if (tries++ >= maxTries) {
                    return new Shrunk(now, difference, maxTries);
                }
                Optional<String> differs = difference(next);
                if (differs.isPresent()) {
                    now = next;
                    difference = differs.get();
                    smaller = true;
                    break;
                }
            }
        }
        return new Shrunk(now, difference, tries);
    }

    private Optional<String> difference(DuelCase one) {
        return duel.outcome(one) instanceof Duel.Outcome.Differed(String how) ? Optional.of(how) : Optional.empty();
    }
}
