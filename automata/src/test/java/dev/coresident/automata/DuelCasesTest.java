package dev.coresident.automata;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.oracles.duel.CaseMaker;
import net.jqwik.api.Shrinkable;
import org.junit.jupiter.api.Test;

/** Properties shrink what they were given, not the number that it was drawn with. */
final class DuelCasesTest {
    @Test
    void aCaseShrinksToSmallerCasesAndThoseComeToAnEnd() {
        Shrinkable<?> now = new DuelCases.Whole(CaseMaker.ascii(11));
        int steps = 0;
        while (true) {
            Shrinkable<?> from = now;
            assertThat(from.shrink())
                    .allSatisfy(next -> assertThat(next.distance().compareTo(from.distance()))
                            .isNegative());
            Shrinkable<?> next = from.shrink().findFirst().orElse(null);
            if (next == null) {
                break;
            }
            now = next;
            steps++;
        }
        assertThat(steps).isBetween(3, 200);
        assertThat(now.value()).hasToString("  1://\n  on \"\"\n");
    }
}
