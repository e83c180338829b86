package dev.coresident.api.dispatch.govern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.primitives.ImmutableIntArray;
import dev.coresident.api.dispatch.govern.Repeats.Request;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RepeatsTest {
    /** Plain lists, searched from the front. */
    private static final class Naive {
        final int max;
        final int maxBytes;
        final List<Request> underWay = new ArrayList<>();
        final List<Request> ended = new ArrayList<>();
        long forgotten;
        long trimmed;
        long refused;

        Naive(int max, int maxBytes) {
            this.max = max;
            this.maxBytes = maxBytes;
        }

        boolean begin(long id, long op) {
            if (underWay.size() == max) {
                refused++;
                return false;
            }
            if (underWay.size() + ended.size() == max) {
                ended.removeFirst();
                forgotten++;
            }
            underWay.add(new Request(id, op, null));
            return true;
        }

        boolean end(long id, StoredOutcome first) {
            Request found = take(id);
            if (found == null) {
                return false;
            }
            ended.add(new Request(id, found.op(), first));
            for (int at = 0; bytes() > maxBytes; at++) {
                Request old = ended.get(at);
                StoredOutcome outcome = old.first();
                if (outcome != null && outcome.bulk() > 0) {
                    ended.set(at, new Request(old.requestId(), old.op(), outcome.withoutBulk()));
                    trimmed++;
                }
            }
            return true;
        }

        @Nullable
        Request take(long id) {
            for (Iterator<Request> each = underWay.iterator(); each.hasNext(); ) {
                Request request = each.next();
                if (request.requestId() == id) {
                    each.remove();
                    return request;
                }
            }
            return null;
        }

        long bytes() {
            long bytes = 0;
            for (Request request : ended) {
                StoredOutcome outcome = request.first();
                bytes += outcome == null ? 0 : outcome.bulk();
            }
            return bytes;
        }

        List<Request> all() {
            List<Request> all = new ArrayList<>(underWay);
            all.addAll(ended);
            return all;
        }
    }

    @Property(tries = 300)
    void whatIsRememberedIsWhatPlainListsRemember(
            @ForAll @IntRange(min = 1, max = 40) int max, @ForAll @IntRange(max = 60) int maxBytes, @ForAll long seed) {
        Random random = new Random(seed);
        Repeats repeats = new Repeats(max, maxBytes, seed);
        Naive naive = new Naive(max, maxBytes);
        for (int step = 0; step < 300; step++) {
            long id = random.nextInt(60);
            switch (random.nextInt(12)) {
                case 0, 1, 2, 3 -> {
                    if (!repeats.knows(id)) {
                        assertThat(repeats.begin(id, step)).isEqualTo(naive.begin(id, step));
                    }
                }
                case 4, 5, 6, 7, 8 -> {
                    StoredOutcome outcome = random.nextBoolean()
                            ? StoredOutcome.done(new int[] {step}, 0, 1, ByteBuffer.allocate(random.nextInt(20)))
                            : StoredOutcome.rejected(1 + step % 9, "no", "x".repeat(random.nextInt(10)));
                    assertThat(repeats.end(id, outcome)).isEqualTo(naive.end(id, outcome));
                }
                case 9, 10 -> assertThat(repeats.abandon(id)).isEqualTo(naive.take(id) != null);
                default -> {
                    Repeats.State state = repeats.save();
                    repeats = Repeats.restore(state);
                    assertThat(repeats.save()).isEqualTo(state);
                }
            }
            assertThat(repeats.save().requests()).isEqualTo(naive.all());
            assertThat(repeats.underWay()).isEqualTo(naive.underWay.size());
            assertThat(repeats.size()).isEqualTo(naive.all().size());
            assertThat(repeats.bytes()).isEqualTo(naive.bytes()).isLessThanOrEqualTo(maxBytes);
            assertThat(repeats.forgotten()).isEqualTo(naive.forgotten);
            assertThat(repeats.trimmed()).isEqualTo(naive.trimmed);
            assertThat(repeats.refused()).isEqualTo(naive.refused);
            for (Request request : naive.all()) {
                assertThat(repeats.op(request.requestId())).isEqualTo(request.op());
                assertThat(repeats.outcome(request.requestId())).isEqualTo(request.first());
            }
        }
    }

    @Test
    void theLast8192RequestsAreRememberedAndOneMoreForgetsTheFirstThatEnded() {
        Repeats repeats = new Repeats(8_192, 0, 7);
        for (long id = 1; id <= 8_192; id++) {
            repeats.begin(id, id);
            repeats.end(id, StoredOutcome.done((int) id));
        }
        assertThat(repeats.outcome(1)).isEqualTo(StoredOutcome.done(1));
        repeats.begin(8_193, 1);
        assertThat(repeats.knows(1)).isFalse();
        assertThat(repeats.outcome(2)).isEqualTo(StoredOutcome.done(2));
        assertThat(repeats.forgotten()).isEqualTo(1);
        assertThat(repeats.size()).isEqualTo(8_192);
    }

    @Test
    void anOutcomeThatGaveUpItsBytesStillStandsForItsRequest() {
        Repeats repeats = new Repeats(4, 100, 7);
        StoredOutcome large = StoredOutcome.done(new int[] {5, 6}, 0, 2, ByteBuffer.allocate(101));
        repeats.begin(1, 1);
        repeats.end(1, large);
        assertThat(large.isWhole()).isTrue();
        StoredOutcome kept = Objects.requireNonNull(repeats.outcome(1));
        assertThat(kept.isWhole()).isFalse();
        assertThat(kept.results()).isEqualTo(ImmutableIntArray.of(5, 6));
        assertThat(kept.payload().remaining()).isZero();
        assertThat(repeats.trimmed()).isEqualTo(1);
    }

    @Test
    void aRequestThatIsKnownCannotBegin() {
        Repeats repeats = new Repeats(4, 100, 7);
        repeats.begin(-1, 1);
        assertThatThrownBy(() -> repeats.begin(-1, 2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("request 18446744073709551615");
        assertThatThrownBy(() -> new Repeats(0, 0, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Repeats(1, -1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void outcomesAreValuesThatNobodyCanChange() {
        int[] words = {0, 1, 2, 3};
        ByteBuffer payload = ByteBuffer.wrap(new byte[] {1, 2, 3}).position(1);
        StoredOutcome outcome = StoredOutcome.done(words, 1, 2, payload);
        words[1] = 9;
        payload.put(1, (byte) 9);
        outcome.payload().get();
        assertThat(outcome.results()).isEqualTo(ImmutableIntArray.of(1, 2));
        assertThat(outcome.payload()).isEqualTo(ByteBuffer.wrap(new byte[] {2, 3}));
        assertThat(outcome.payload().isReadOnly()).isTrue();
        assertThat(outcome.isDone()).isTrue();
        assertThat(outcome.bulk()).isEqualTo(2);
        StoredOutcome rejected = StoredOutcome.rejected(3, "r".repeat(65), "abc");
        assertThat(rejected.isDone()).isFalse();
        assertThat(rejected.bulk()).isEqualTo(2 * (65 + 3));
        assertThat(rejected.withoutBulk().bulk()).isZero();
        assertThat(StoredOutcome.rejected(3, "short", "abc").withoutBulk().reason())
                .isEqualTo("short");
        assertThatThrownBy(() -> StoredOutcome.rejected(0, "", "")).isInstanceOf(IllegalArgumentException.class);
    }
}
