package dev.coresident.api.internal.pump;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LookPaceTest {
    @Test
    void looksBecomeRareWhileOthersPumpWithinTheBound() {
        LookPace pace = new LookPace();
        long before = pace.nanos();
        assertThat(before).isEqualTo(LookPace.SHORTEST_NANOS);
        for (int look = 0; look < 5; look++) {
            pace.othersPump();
            assertThat(pace.nanos()).isEqualTo(2 * before);
            before = pace.nanos();
        }
        pace.othersPump();
        assertThat(pace.nanos()).isEqualTo(LookPace.LONGEST_NANOS).isEqualTo(before);
    }

    @Test
    void workThatNobodyElseDidBringsTheShortestWaitBackAtOnce() {
        LookPace pace = new LookPace();
        pace.othersPump();
        pace.othersPump();
        pace.foundWork();
        assertThat(pace.nanos()).isEqualTo(LookPace.SHORTEST_NANOS);
    }

    @Test
    void quietLooksComeBackStepByStepAndNotBelowTheShortest() {
        LookPace pace = new LookPace();
        pace.othersPump();
        pace.othersPump();
        pace.foundNothing();
        assertThat(pace.nanos()).isEqualTo(2 * LookPace.SHORTEST_NANOS);
        pace.foundNothing();
        pace.foundNothing();
        assertThat(pace.nanos()).isEqualTo(LookPace.SHORTEST_NANOS);
    }
}
