package dev.coresident.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.conformance.rule.Outcome;
import dev.coresident.conformance.rule.Rule;
import dev.coresident.conformance.rule.Subject;
import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.DeviceException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A device that shows a word before what the word announces is noticed by chapter 2, on a memory that allows it to be seen. */
class MissingReleaseTest {
    private final BackendProvider sim = Sims.resident(4, "weak", 1).provider();

    private static List<String> broken(BackendProvider provider) throws DeviceException {
        Subject sound = Sims.resident(4, "weak", 1);
        Subject subject = new Subject(
                provider, sound.properties(), sound.limits(), sound.offers(), sound.effort(), sound.waiting());
        List<String> broken = new ArrayList<>();
        switch (Conformance.open(subject)) {
            case Conformance.Opening.Missing missing -> throw new AssertionError(missing.reason());
            case Conformance.Opening.Ready(Conformance conformance) -> {
                for (Rule rule : Contract.rules()) {
                    if (rule.id().chapter() == 2 && conformance.run(rule).outcome() instanceof Outcome.Failed) {
                        broken.add(rule.id().toString());
                    }
                }
            }
        }
        return broken;
    }

    @Test
    void theSoundSimulatorKeepsTheChapter() throws Exception {
        assertThat(broken(sim)).isEmpty();
    }

    @Test
    void aStatusThatIsStoredWithoutReleaseIsNoticed() throws Exception {
        assertThat(broken(BrokenSim.of(sim, "protocol.SlotExecution", "release", "setRelease", "set")))
                .contains("2.6");
    }

    @Test
    void aCompletionEntryThatIsStoredWithoutReleaseIsNoticed() throws Exception {
        assertThat(broken(BrokenSim.of(sim, "protocol.Completions", "release", "setPairRelease", "setPair")))
                .contains("2.5", "2.8");
    }
}
