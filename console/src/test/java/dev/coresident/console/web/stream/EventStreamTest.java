package dev.coresident.console.web.stream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
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
        assertThat(client.offer(Frames.BEAT)).isTrue();
        assertThat(client.offer(Frames.BEAT)).isTrue();
        assertThat(client.offer(Frames.BEAT)).isFalse();
        assertThat(client.next(0)).isEqualTo(Frames.BEAT);
        client.end();
        assertThat(client.isOver()).isTrue();
        assertThat(client.next(60_000)).isNull();
    }
}
