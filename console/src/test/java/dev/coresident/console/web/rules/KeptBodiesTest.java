package dev.coresident.console.web.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.console.web.gate.RequestRefused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeptBodiesTest {
    private static final int LONGEST = 1_000;

    private KeptBodies bodies;
    private final List<KeptBodies.Body> open = new ArrayList<>();

    @BeforeEach
    void make() throws IOException {
        bodies = new KeptBodies(LONGEST);
    }

    @AfterEach
    void close() throws IOException {
        for (KeptBodies.Body body : open) {
            body.close();
        }
        bodies.close();
    }

    private KeptBodies.Body open() throws IOException {
        KeptBodies.Body body = bodies.open();
        open.add(body);
        return body;
    }

    private static void fill(KeptBodies.Body body, int bytes) throws IOException {
        body.fill(new ByteArrayInputStream(new byte[bytes]), -1);
    }

    @Test
    void aBodyIsKeptAndGoneWhenItIsClosed() throws IOException {
        KeptBodies.Body body = bodies.open();
        fill(body, LONGEST);
        assertThat(body.bytes()).isEqualTo(LONGEST);
        assertThat(body.content()).hasSize(LONGEST);
        assertThat(body.matches()).isEmptyFile();
        body.close();
        assertThat(body.content()).doesNotExist();
        assertThat(body.matches()).doesNotExist();
        bodies.close();
        assertThat(Files.exists(body.content().getParent())).isFalse();
        bodies = new KeptBodies(LONGEST);
    }

    @Test
    void aBodyThatIsTooLongIsRefusedBeforeItIsReadIfItSaysSo() throws IOException {
        ByteArrayInputStream unread = new ByteArrayInputStream(new byte[1]);
        assertThatThrownBy(() -> open().fill(unread, LONGEST + 1))
                .isInstanceOf(RequestRefused.class)
                .hasMessageContaining("at most 1000 bytes");
        assertThat(unread.available()).isEqualTo(1);
        assertThatThrownBy(() -> fill(open(), LONGEST + 1)).hasMessageContaining("at most 1000 bytes");
    }

    @Test
    void theFolderGoesWithTheLastBody() throws IOException {
        KeptBodies.Body body = bodies.open();
        bodies.close();
        assertThat(body.content()).exists();
        body.close();
        assertThat(body.content().getParent()).doesNotExist();
        bodies = new KeptBodies(LONGEST);
    }

    @Test
    void theSixtyFifthIsRefusedUntilOneIsClosed() throws IOException {
        for (int i = 0; i < 64; i++) {
            open();
        }
        assertThatThrownBy(this::open).isInstanceOf(RequestRefused.class).hasMessageContaining("64 bodies");
        open.removeFirst().close();
        open();
    }

    @Test
    void allTogetherHaveRoomForEightOfTheLongest() throws IOException {
        for (int i = 0; i < 8; i++) {
            fill(open(), LONGEST);
        }
        assertThatThrownBy(() -> fill(open(), 1))
                .isInstanceOf(RequestRefused.class)
                .hasMessageContaining("8000 bytes");
        open.removeLast().close();
        open.removeFirst().close();
        KeptBodies.Body last = open();
        fill(last, LONGEST - 10);
        last.keepAnswer(10);
        assertThatThrownBy(() -> fill(open(), 1)).hasMessageContaining("8000 bytes");
    }
}
