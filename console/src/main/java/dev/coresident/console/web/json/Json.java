package dev.coresident.console.web.json;

import dev.coresident.console.json.JsonLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.Consumer;

/** JSON as bytes. */
public final class Json {
    private Json() {}

    /** What a writer writes, as UTF-8 without a line end. */
    public static byte[] bytes(Consumer<JsonLine> writer) {
        JsonLine line = new JsonLine();
        writer.accept(line);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            line.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException("a byte array refused bytes", e);
        }
        byte[] all = out.toByteArray();
        return Arrays.copyOf(all, all.length - 1);
    }

    /** An error as every route answers it. */
    public static byte[] error(String code, String message) {
        return bytes(json -> json.open()
                .name("error")
                .open()
                .member("code", code)
                .member("message", message)
                .close()
                .close());
    }
}
