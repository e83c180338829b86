package dev.coresident.backend.sim.stepped;

import dev.coresident.backend.sim.Schedule;

/** The schedule that is in force. */
final class Decider implements Schedule {
    private Schedule present;

    Decider(Schedule first) {
        present = first;
    }

    void follow(Schedule replacement) {
        present = replacement;
    }

    @Override
    public int choose(int choices) {
        return present.choose(choices);
    }

    @Override
    public int worker(long able) {
        return present.worker(able);
    }
}
