package dev.coresident.junit;

import dev.coresident.backend.sim.Schedule;
import dev.coresident.backend.sim.SimControl;
import java.util.ArrayList;
import java.util.List;

/** Decides before each step whether something goes wrong, by a generator of its own, so that a run without faults is not disturbed. */
final class Faults {
    /** One step in so many meets a fault: often enough for short tests, seldom enough that most of a run is sound. */
    private static final int SELDOM = 24;

    private static final int LONGEST_TICKS = 1_000_000;

    private final List<Fault> wanted;
    private final Schedule choices;

    Faults(Fault[] wanted, long seed) {
        this.wanted = new ArrayList<>(List.of(wanted));
        this.choices = Schedule.seeded(~seed);
    }

    /** A schedule that breaks things and otherwise does as another does. */
    Schedule within(SimControl control, Schedule schedule) {
        if (wanted.isEmpty()) {
            return schedule;
        }
        return new Schedule() {
            @Override
            public int choose(int options) {
                return schedule.choose(options);
            }

            @Override
            public int worker(long able) {
                if (!wanted.isEmpty() && choices.choose(SELDOM) == 0) {
                    happen(control, wanted.get(choices.choose(wanted.size())));
                }
                return schedule.worker(able);
            }
        };
    }

    private void happen(SimControl control, Fault fault) {
        switch (fault) {
            case STALL -> control.stall(choices.choose(control.workers()), choices.choose(LONGEST_TICKS));
            case LATE_COMPLETION -> control.delayNextCompletion(choices.choose(LONGEST_TICKS));
            case DUPLICATE_COMPLETION -> control.duplicateNextCompletion();
            case DEAD_WORKER -> {
                wanted.remove(fault);
                if (control.workers() > 1) {
                    control.kill(choices.choose(control.workers()));
                }
            }
            case LOST_DEVICE -> {
                wanted.remove(fault);
                control.lose("the seed said so");
            }
        }
    }
}
