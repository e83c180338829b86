package dev.coresident.api.dispatch.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.api.dispatch.record.DispatchEvent.Overflow;
import dev.coresident.api.dispatch.record.DispatchEvent.Raised;
import dev.coresident.api.dispatch.record.DispatchEvent.TenantHealed;
import dev.coresident.api.dispatch.record.DispatchEvent.TenantRetired;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EventQueueTest {
    private final List<DispatchEvent> seen = new ArrayList<>();

    /**
     * Against a plain list of everything raised, kept or lost: what is delivered is that list with each run of lost ones in one.
     * A step below 8 raises so many bytes, 8 and 9 deliver, 10 saves and restores.
     */
    @Property
    void whatIsDeliveredIsWhatWasRaisedWithTheGapsInPlace(
            @ForAll @IntRange(min = 1, max = 5) int maxEvents,
            @ForAll @IntRange(max = 20) int maxBytes,
            @ForAll @Size(max = 60) List<@IntRange(max = 10) Integer> steps) {
        seen.clear();
        EventQueue queue = new EventQueue(maxEvents, maxBytes);
        queue.subscribe(seen::add);
        List<DispatchEvent> expected = new ArrayList<>();
        List<DispatchEvent> waiting = new ArrayList<>();
        long lost = 0;
        long lostBytes = 0;
        long raised = 0;
        long refused = 0;
        for (int step : steps) {
            if (step < 8) {
                DispatchEvent event = new Raised(1, raised++, "", ByteBuffer.allocate(step));
                long bytes =
                        waiting.stream().mapToLong(DispatchEvent::payloadBytes).sum();
                boolean fits = lost == 0 && waiting.size() < maxEvents && bytes + step <= maxBytes;
                assertThat(queue.raise(event)).isEqualTo(fits);
                if (fits) {
                    waiting.add(event);
                } else {
                    lost++;
                    lostBytes += step;
                    refused++;
                }
            } else if (step < 10) {
                int count = waiting.size() + (lost > 0 ? 1 : 0);
                expected.addAll(waiting);
                waiting.clear();
                if (lost > 0) {
                    expected.add(new Overflow(lost, lostBytes));
                    lost = 0;
                    lostBytes = 0;
                }
                assertThat(queue.deliver()).isEqualTo(count);
            } else {
                EventQueue.State state = queue.save();
                queue = EventQueue.restore(state);
                assertThat(queue.save()).isEqualTo(state);
                queue.subscribe(seen::add);
            }
            assertThat(seen).isEqualTo(expected);
            assertThat(queue.size()).isEqualTo(waiting.size());
            assertThat(queue.isEmpty()).isEqualTo(waiting.isEmpty() && lost == 0);
            assertThat(queue.payloadBytes())
                    .isEqualTo(waiting.stream()
                            .mapToLong(DispatchEvent::payloadBytes)
                            .sum());
            assertThat(queue.raised()).isEqualTo(raised);
            assertThat(queue.refused()).isEqualTo(refused);
            assertThat(queue.delivered()).isEqualTo(expected.size());
        }
    }

    @Test
    void subscribersAreToldInTheOrderOfTheirSubscriptionEvenIfOneThrows() {
        EventQueue queue = new EventQueue();
        List<String> told = new ArrayList<>();
        EventSubscriber hostile = event -> {
            told.add("hostile");
            throw new IllegalStateException("on purpose");
        };
        assertThat(queue.subscribe(hostile)).isTrue();
        assertThat(queue.subscribe(event -> told.add("polite"))).isTrue();
        queue.raise(new TenantHealed(3));
        assertThat(queue.deliver()).isEqualTo(1);
        assertThat(told).containsExactly("hostile", "polite");
        assertThat(queue.thrown()).isEqualTo(1);
        assertThat(queue.unsubscribe(hostile)).isTrue();
        assertThat(queue.unsubscribe(hostile)).isFalse();
        queue.raise(new TenantHealed(3));
        queue.deliver();
        assertThat(told).containsExactly("hostile", "polite", "polite");
    }

    @Test
    void whatASubscriberRaisesWaitsForTheNextDelivery() {
        EventQueue queue = new EventQueue(2, 0);
        queue.subscribe(seen::add);
        queue.subscribe(event -> {
            if (event instanceof TenantHealed healed && healed.tenant() < 3) {
                queue.raise(new TenantHealed(healed.tenant() + 1));
            }
        });
        queue.raise(new TenantHealed(1));
        assertThat(queue.deliver()).isEqualTo(1);
        assertThat(seen).containsExactly(new TenantHealed(1));
        assertThat(queue.deliver()).isEqualTo(1);
        assertThat(queue.deliver()).isEqualTo(1);
        assertThat(queue.deliver()).isZero();
        assertThat(seen).containsExactly(new TenantHealed(1), new TenantHealed(2), new TenantHealed(3));
    }

    @Test
    void aSubscriberThatDeliversIsRefused() {
        EventQueue queue = new EventQueue();
        queue.subscribe(event -> queue.deliver());
        queue.subscribe(seen::add);
        queue.raise(new TenantHealed(1));
        queue.deliver();
        assertThat(queue.thrown()).isEqualTo(1);
        assertThat(seen).hasSize(1);
    }

    @Test
    void aPayloadIsACopyThatNobodyCanChange() {
        ByteBuffer bytes = ByteBuffer.wrap(new byte[] {9, 1, 2, 3}).position(1);
        Raised event = new Raised(1, 2, "found", bytes);
        bytes.put(1, (byte) 7);
        assertThat(bytes.remaining()).isEqualTo(3);
        assertThat(event.payload()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
        event.payload().get();
        assertThat(event.payload().remaining()).isEqualTo(3);
        assertThat(event.payload().isReadOnly()).isTrue();
        assertThat(event.payloadBytes()).isEqualTo(3 + 2 * 5);
        assertThat(event).isEqualTo(new Raised(1, 2, "found", ByteBuffer.wrap(new byte[] {1, 2, 3})));
    }

    @Test
    void textsCountTwoBytesACharacter() {
        assertThat(new TenantRetired(1, "revoked", 3).payloadBytes()).isEqualTo(14);
        assertThat(new DispatchEvent.HandlerFailed(1, 2, 3, "four").payloadBytes())
                .isEqualTo(8);
        assertThat(new DispatchEvent.AnswerRefused(1, 2, 3, "item cap", 5, 4).payloadBytes())
                .isEqualTo(16);
    }

    @Test
    void theSixtyFifthSubscriberIsRefused() {
        EventQueue queue = new EventQueue();
        for (int count = 0; count < EventQueue.MAX_SUBSCRIBERS; count++) {
            assertThat(queue.subscribe(seen::add)).isTrue();
        }
        assertThat(queue.subscribe(seen::add)).isFalse();
        queue.raise(new TenantHealed(1));
        queue.deliver();
        assertThat(seen).hasSize(64);
    }

    @Test
    void boundsThatHoldNothingAreRefused() {
        assertThatThrownBy(() -> new EventQueue(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new EventQueue(1, -1)).isInstanceOf(IllegalArgumentException.class);
    }
}
