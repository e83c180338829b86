package dev.coresident.console.web.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.console.web.sample.EventLog;
import dev.coresident.console.web.sample.LoggedEvent;
import dev.coresident.console.web.sample.Sampler;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamTest {
    @Test
    void idsReadBackAsTheyWereWritten() {
        for (EventId id :
                new EventId[] {new EventId(0, 0), new EventId(-1, 17), new EventId(Long.MIN_VALUE, 999_999)}) {
            assertThat(EventId.parse(id.toString())).contains(id);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "0-1",
                "0123456789abcdef",
                "0123456789ABCDEF-1",
                "0123456789abcdef-1 ",
                "0123456789abcdef-1234567890123456789"
            })
    void otherTextIsNoId(String text) {
        assertThat(EventId.parse(text)).isEqualTo(Optional.empty());
    }

    @Test
    void aClientThatDoesNotTakeIsToldToGo() throws Exception {
        Subscriber client = new Subscriber(2);
        List<byte[]> taken = new ArrayList<>();
        assertThat(client.offer(Frames.BEAT)).isTrue();
        assertThat(client.offer(Frames.BEAT)).isTrue();
        assertThat(client.offer(Frames.BEAT)).isFalse();
        assertThat(client.take(taken, 0)).isTrue();
        assertThat(taken).containsExactly(Frames.BEAT, Frames.BEAT);
        client.end();
        assertThat(client.isOver()).isTrue();
        assertThat(client.take(taken, 60_000)).isFalse();
    }

    @Test
    void aBurstOfEventsIsOneFrameAndDropsNobodyWhoTakes() throws Exception {
        EventLog events = new EventLog();
        try (ResidentKernel kernel = kernel();
                Sampler sampler = new Sampler(kernel, events)) {
            EventStream stream = new EventStream(events, sampler.last(), 1);
            List<byte[]> taken = new ArrayList<>();
            Subscriber client = stream.subscribe(null, new ArrayList<>());
            burst(events, 300);
            stream.publish(sampler.last());
            assertThat(client.take(taken, 0)).isTrue();
            assertThat(numbers(taken)).hasSize(EventStream.EVENTS_A_FRAME).startsWith(1L);
            stream.publish(sampler.last());
            assertThat(client.take(taken, 0)).isTrue();
            assertThat(taken).hasSize(2);
            assertThat(numbers(taken)).hasSize(300).isSorted().endsWith(300L);
            assertThat(stream.dropped()).isZero();
            burst(events, EventLog.KEPT + 5);
            stream.publish(sampler.last());
            taken.clear();
            assertThat(client.take(taken, 0)).isTrue();
            assertThat(text(taken)).startsWith("event: gap\ndata: {\"missing\":5}\n");
            assertThat(numbers(taken)).startsWith(306L);
        }
    }

    @Test
    void aClientThatStopsTakingIsDroppedAndCounted() throws Exception {
        EventLog events = new EventLog();
        try (ResidentKernel kernel = kernel();
                Sampler sampler = new Sampler(kernel, events)) {
            EventStream stream = new EventStream(events, sampler.last(), 2);
            Subscriber slow = stream.subscribe(null, new ArrayList<>());
            Subscriber quick = stream.subscribe(null, new ArrayList<>());
            List<byte[]> taken = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                stream.publish(sampler.last());
                quick.take(taken, 0);
            }
            assertThat(taken).hasSize(3);
            assertThat(stream.dropped()).isEqualTo(1);
            assertThat(stream.clients()).isEqualTo(1);
            assertThat(slow.isOver()).isTrue();
            assertThat(quick.isOver()).isFalse();
        }
    }

    private static ResidentKernel kernel() throws Exception {
        return ResidentKernel.open(
                KernelOptions.defaults().withBackend("sim").withTenants(8, 2).withHeapBytes(1 << 20));
    }

    private static void burst(EventLog events, int count) {
        for (int i = 0; i < count; i++) {
            events.add("test", LoggedEvent.Severity.INFO, "event " + i);
        }
    }

    private static String text(List<byte[]> frames) {
        StringBuilder text = new StringBuilder();
        frames.forEach(frame -> text.append(new String(frame, StandardCharsets.UTF_8)));
        return text.toString();
    }

    private static List<Long> numbers(List<byte[]> frames) {
        return Pattern.compile("id: [0-9a-f]{16}-([0-9]+)\n")
                .matcher(text(frames))
                .results()
                .map(id -> Long.valueOf(id.group(1)))
                .toList();
    }
}
