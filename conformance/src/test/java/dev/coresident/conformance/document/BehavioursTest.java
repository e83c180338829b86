package dev.coresident.conformance.document;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.conformance.Contract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BehavioursTest {
    @Test
    void everyBehaviourIsTriedSomewhereOrSaidToBeMissing() {
        assertThat(Behaviours.ALL.stream().map(Behaviours.Behaviour::number))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 35).boxed().toList());
        assertThat(Behaviours.ALL)
                .allSatisfy(behaviour -> assertThat(
                                behaviour.rules().isEmpty() && behaviour.tests().isEmpty())
                        .as("nothing tries behaviour %s", behaviour.number())
                        .isEqualTo(behaviour.number() >= 32));
        assertThat(Behaviours.ALL.subList(31, 35))
                .allSatisfy(behaviour -> assertThat(behaviour.missing()).isNotEmpty());
    }

    @Test
    void everyRuleAndTestNamedExists() {
        List<String> rules =
                Contract.rules().stream().map(rule -> rule.id().toString()).toList();
        Path root = Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("..");
        for (Behaviours.Behaviour behaviour : Behaviours.ALL) {
            assertThat(rules).as("behaviour %s", behaviour.number()).containsAll(behaviour.rules());
            for (String test : behaviour.tests()) {
                assertThat(Files.isRegularFile(root.resolve(test))).as(test).isTrue();
            }
        }
    }
}
