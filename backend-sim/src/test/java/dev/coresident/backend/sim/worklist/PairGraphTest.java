package dev.coresident.backend.sim.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.backend.sim.scan.engine.ImagePlace;
import dev.coresident.backend.sim.scan.nfa.NfaImage;
import dev.coresident.oracles.SetAutomaton;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** What the root leads to, with rows and without, beside the image itself. */
final class PairGraphTest {
    private static NfaImage image(SplittableRandom random) {
        MemorySegment bytes = new SetAutomaton(random, 1 + random.nextInt(80), 10, 4).image();
        return new NfaImage(Objects.requireNonNull(ImagePlace.of(bytes, 0, bytes.byteSize())));
    }

    private static List<Integer> ofRoot(NfaImage image, int byteClass) {
        List<Integer> states = new ArrayList<>();
        for (int state : image.everyByte()) {
            if (image.takes(state, byteClass)) {
                states.add(state);
            }
        }
        states.add(image.states());
        return states;
    }

    @Property(tries = 200)
    void theRootLeadsToTheSameWhetherRowsAreKeptOrNot(@ForAll long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        NfaImage image = image(random);
        int rows = 0;
        for (int byteClass = 0; byteClass < image.classCount(); byteClass++) {
            rows += ofRoot(image, byteClass).size() - 1;
        }
        PairGraph kept = new PairGraph(image, rows);
        PairGraph asked = new PairGraph(image, rows - 1);
        assertThat(kept.keepsRows()).isTrue();
        assertThat(asked.keepsRows()).isFalse();
        assertThat(PairGraph.bytes(image, rows)).isEqualTo(4L * (rows + image.classCount() + 1));
        assertThat(PairGraph.bytes(image, rows - 1)).isZero();
        for (PairGraph graph : List.of(kept, asked)) {
            for (int byteClass = 0; byteClass < image.classCount(); byteClass++) {
                TreeSet<Integer> expected = new TreeSet<>(ofRoot(image, byteClass));
                PairSet set = new PairSet();
                set.begin(image.states() + 1);
                set.add(random.nextInt(image.states() + 1));
                long fresh = expected.stream().filter(state -> !set.has(state)).count();
                assertThat(graph.countNew(image.states(), byteClass, set)).isEqualTo((int) fresh);
                assertThat(graph.mostNew(image.states(), byteClass)).isGreaterThanOrEqualTo(expected.size());
                expected.add(set.get(0));
                graph.follow(image.states(), byteClass, set);
                set.sort();
                List<Integer> found = new ArrayList<>();
                for (int i = 0; i < set.size(); i++) {
                    found.add(set.get(i));
                }
                assertThat(found).containsExactlyElementsOf(expected);
            }
        }
    }

    @Test
    void aGraphForWhichThereIsNoRoomIsMadeWhenThereIs() {
        NfaImage image = image(new SplittableRandom(1));
        int[] asked = new int[1];
        PairGraphs graphs = new PairGraphs(0, () -> {
            if (asked[0]++ == 0) {
                throw new OutOfMemoryError("no room");
            }
            return new PairGraph(image, 0);
        });
        assertThat(graphs.graph()).isNull();
        assertThat(graphs.graph()).isNotNull().isSameAs(graphs.graph());
        assertThat(asked[0]).isEqualTo(2);
    }
}
