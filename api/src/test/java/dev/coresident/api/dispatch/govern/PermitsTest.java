package dev.coresident.api.dispatch.govern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.ImmutableIntArray;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PermitsTest {
    @Property(tries = 300)
    void asManyAreOutAsASetSaysWhoeverGivesBackTwice(@ForAll @IntRange(max = 40) int limit, @ForAll long seed) {
        Random random = new Random(seed);
        Permits permits = new Permits(limit);
        Set<Long> out = new HashSet<>();
        List<Long> ever = new ArrayList<>();
        long refused = 0;
        long stale = 0;
        for (int step = 0; step < 300; step++) {
            int choice = random.nextInt(20);
            if (choice < 10) {
                long token = permits.take();
                if (out.size() == limit) {
                    assertThat(token).isEqualTo(Permits.NONE);
                    refused++;
                } else {
                    assertThat(token).isPositive();
                    assertThat(ever).doesNotContain(token);
                    out.add(token);
                    ever.add(token);
                }
            } else if (choice < 19 && !ever.isEmpty()) {
                long token = ever.get(random.nextInt(ever.size()));
                boolean mine = out.remove(token);
                assertThat(permits.isOut(token)).isEqualTo(mine);
                assertThat(permits.giveBack(token)).isEqualTo(mine);
                stale += mine ? 0 : 1;
            } else {
                Permits.State state = permits.save();
                Permits twin = Permits.restore(state);
                assertThat(twin.save()).isEqualTo(state);
                if (random.nextBoolean()) {
                    permits = twin;
                }
            }
            assertThat(permits.out()).isEqualTo(out.size());
            assertThat(permits.refused()).isEqualTo(refused);
            assertThat(permits.stale()).isEqualTo(stale);
        }
    }

    @Test
    void aPermitClosesItselfAndASecondTimeIsHarmlessAndCounted() {
        Permits permits = new Permits(1);
        try (Permit permit = Objects.requireNonNull(permits.tryOpen())) {
            assertThat(permit.isOut()).isTrue();
            assertThat(permits.isOut(permit.token())).isTrue();
            assertThat(permits.tryOpen()).isNull();
            assertThat(permits.giveBack(permit.token())).isTrue();
            assertThat(permit.isOut()).isFalse();
            assertThat(permits.out()).isZero();
            assertThat(permits.take()).isPositive();
        }
        assertThat(permits.out()).isEqualTo(1);
        assertThat(permits.stale()).isEqualTo(1);
        assertThat(permits.refused()).isEqualTo(1);
    }

    @Test
    void aTokenThatNeverWasAPermitIsABrokenContract() {
        Permits permits = new Permits(4);
        permits.take();
        for (long stranger : new long[] {Permits.NONE, 0, 5, 1L << 32 | 1, Long.MIN_VALUE}) {
            assertThatThrownBy(() -> permits.giveBack(stranger))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("never was a permit");
        }
        assertThatThrownBy(() -> new Permits(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Permits(Permits.MAX_LIMIT + 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void turnsBeginAgainAfterTheLast() {
        Permits permits = Permits.restore(
                new Permits.State(1, ImmutableIntArray.of(-Integer.MAX_VALUE), ImmutableIntArray.of(0), 0, 0));
        long token = permits.take();
        assertThat(token).isPositive();
        assertThat(permits.giveBack(token)).isTrue();
        assertThat(permits.take()).isNotEqualTo(token).isPositive();
    }

    @Test
    void aStateWhoseFreePlacesAreTakenIsRefused() {
        assertThatThrownBy(() -> new Permits.State(2, ImmutableIntArray.of(1), ImmutableIntArray.of(0), 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Permits.State(2, ImmutableIntArray.of(-1), ImmutableIntArray.of(1), 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Permits.State(0, ImmutableIntArray.of(1), ImmutableIntArray.of(), 0, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
