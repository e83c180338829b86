package dev.coresident.console;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.replay.log.LogLayout;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A scan is recorded and replayed: the same, until one word of the log is another. */
@Timeout(600)
class ReplayCommandTest {
    @TempDir
    private Path folder;

    private String log = "";

    @BeforeEach
    void record() throws Exception {
        Files.writeString(folder.resolve("words.rules"), "1:/fox/\n2:/do+g/i\n");
        Files.createDirectory(folder.resolve("in"));
        Files.writeString(folder.resolve("in/a.txt"), "the quick fox\njumps over the DoG\n".repeat(50));
        Files.writeString(folder.resolve("in/b.txt"), "no match here");
        log = folder.resolve("log").toString();
        CommandRun plain = scan();
        CommandRun recorded = scan("--record", log);
        assertThat(recorded).isEqualTo(plain);
        assertThat(recorded.code()).isZero();
    }

    private CommandRun scan(String... more) {
        List<String> words = new ArrayList<>(
                List.of("scan", "-r", folder.resolve("words.rules").toString()));
        words.addAll(List.of(more));
        words.addAll(List.of("--chunk-size", "100", folder.resolve("in").toString()));
        return CommandRun.of(words);
    }

    @Test
    void aRecordedScanIsTheSameOnEveryEngine() {
        CommandRun threaded = CommandRun.of("replay", log);
        assertThat(threaded.err()).isEmpty();
        assertThat(threaded.out())
                .contains("recorded on sim, ", "replayed on sim, ", "the log is whole")
                .contains("0 depend on the order of slots in flight together, 0 on changes meanwhile")
                .containsPattern("[1-9][0-9]* ranges of memory fetched with the same content, 0 not compared")
                .endsWith("\nthe same\n");
        assertThat(threaded.code()).isZero();
        CommandRun staged = CommandRun.of(
                "replay", "--property", "engine=stepped", "--property", "memory=staged", "--backend", "sim", log);
        assertThat(staged.code()).isZero();
        assertThat(staged.out()).endsWith("\nthe same\n");
    }

    @Test
    void oneChangedWordIsNamedByTenantOpTicketAndWord() throws Exception {
        // r2 of the first outcome that has events: how many.
        change(LogLayout.OUTCOME, 24, 1);
        CommandRun run = CommandRun.of("replay", log);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out())
                .containsPattern(
                        "\ndiverged at record [0-9]+: tenant 1 \"words\", local opcode 0 \\(SCAN\\), ticket [0-9]+:"
                                + " r2 recorded [0-9]+ \\(0x[0-9A-F]{8}\\), replayed [0-9]+ \\(0x[0-9A-F]{8}\\)\n");
    }

    @Test
    void oneChangedContentIsNamedByItsRange() throws Exception {
        change(LogLayout.FETCHED, 4, 1);
        CommandRun run = CommandRun.of("replay", log);
        assertThat(run.code()).isEqualTo(1);
        assertThat(run.out()).containsPattern("checksum of bytes 0 to [0-9]+ of handle 0x[0-9A-F]{8} recorded");
    }

    @Test
    void oneChangedByteOfTheInputIsNoticed() throws Exception {
        // The byte that begins a match; records are written in the order of the scan, the image first.
        byte[] bytes = Files.readAllBytes(file());
        int at = indexOf(bytes, "fox");
        int record = recordOf(bytes, at);
        bytes[at] = 'b';
        correct(bytes, record);
        Files.write(file(), bytes);
        assertThat(CommandRun.of("replay", log).code()).isEqualTo(1);
    }

    @Test
    void aLogThatIsDamagedIsOneLineAndExitTwo() throws Exception {
        byte[] bytes = Files.readAllBytes(file());
        bytes[bytes.length / 2] ^= 1;
        Files.write(file(), bytes);
        CommandRun run = CommandRun.of("replay", log);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).hasLineCount(1).contains("coresident-000001.log, offset ");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void whatIsNoLogIsOneLineAndExitTwo() {
        for (String path :
                List.of(folder.toString(), folder.resolve("words.rules").toString(), log + "x")) {
            CommandRun run = CommandRun.of("replay", path);
            assertThat(run.code()).isEqualTo(2);
            assertThat(run.err()).hasLineCount(1).startsWith("coresident: " + folder);
        }
        assertThat(CommandRun.of("replay", "--backend", "none", log).code()).isEqualTo(2);
    }

    @Test
    void aRecordingThatReachesItsBoundIsSaidAndTheScanIsWhole() throws Exception {
        Files.writeString(folder.resolve("in/big.txt"), "the quick fox\n".repeat(40_000));
        String small = folder.resolve("small").toString();
        CommandRun run = scan("--record", small, "--record-limit", "1K");
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.out()).isEqualTo(scan().out());
        assertThat(run.err()).hasLineCount(1).contains("--record " + small, "not whole", "bound");
        CommandRun replay = CommandRun.of("replay", small);
        assertThat(replay.code()).isZero();
        assertThat(replay.out()).contains("the log ends at its bound");
    }

    @Test
    void aFolderThatIsNotEmptyIsRefusedBeforeAnythingIsScanned() {
        CommandRun run = scan("--record", log);
        assertThat(run.code()).isEqualTo(2);
        assertThat(run.err()).hasLineCount(1).contains(log, "not empty");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void helpSaysWhatTheExitCodesMean() {
        assertThat(CommandRun.of("replay", "--help").out())
                .contains("LOG", "--backend", "--property", "1 a divergence", "2 the log cannot be read");
        assertThat(CommandRun.of("scan", "--help").out()).contains("--record", "--record-limit");
        assertThat(CommandRun.of("generate-completion").out()).contains("replay", "--record");
    }

    private Path file() {
        return Path.of(log, LogLayout.segmentName(1));
    }

    private void change(int type, int offset, int xor) throws Exception {
        byte[] bytes = Files.readAllBytes(file());
        for (int at = LogLayout.SEGMENT_HEADER_BYTES; at < bytes.length; ) {
            int word = at + LogLayout.RECORD_HEADER_BYTES + offset;
            if (LogLayout.word(bytes, at + LogLayout.RECORD_TYPE) == type && LogLayout.word(bytes, word) != 0) {
                LogLayout.word(bytes, word, LogLayout.word(bytes, word) ^ xor);
                correct(bytes, at);
                Files.write(file(), bytes);
                return;
            }
            at += LogLayout.word(bytes, at + LogLayout.RECORD_LENGTH);
        }
        throw new AssertionError("no such record");
    }

    private static void correct(byte[] bytes, int record) {
        int length = LogLayout.word(bytes, record + LogLayout.RECORD_LENGTH);
        LogLayout.word(
                bytes,
                record + LogLayout.RECORD_CHECKSUM,
                LogLayout.recordChecksum(new CRC32C(), bytes, record, length));
    }

    private static int recordOf(byte[] bytes, int place) {
        int at = LogLayout.SEGMENT_HEADER_BYTES;
        while (at + LogLayout.word(bytes, at + LogLayout.RECORD_LENGTH) <= place) {
            at += LogLayout.word(bytes, at + LogLayout.RECORD_LENGTH);
        }
        return at;
    }

    private static int indexOf(byte[] bytes, String text) {
        for (int at = 0; at < bytes.length; at++) {
            if (new String(bytes, at, Math.min(text.length(), bytes.length - at), StandardCharsets.ISO_8859_1)
                    .equals(text)) {
                return at;
            }
        }
        throw new AssertionError("not there");
    }
}
