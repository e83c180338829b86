package dev.coresident.console.text;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a path as the file system has them. {@link Path#toString()} goes through the encoding of the locale, which in the C
 * locale loses every byte above 127; {@link Path#toUri()} keeps them.
 */
public final class PathBytes {
    private PathBytes() {}

    /** The bytes; UTF-8 where paths are text and not bytes. */
    public static byte[] of(Path path) {
        String text = path.toString();
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                byte[] raw = fromUri(path);
                return raw == null ? text.getBytes(StandardCharsets.UTF_8) : raw;
            }
        }
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** The path as text for people and JSON; bytes that are not UTF-8 become U+FFFD. */
    public static String text(Path path) {
        return new String(of(path), StandardCharsets.UTF_8);
    }

    private static byte @Nullable [] fromUri(Path path) {
        if (!path.getFileSystem().getSeparator().equals("/")) {
            return null;
        }
        byte[] whole = decode(path.toUri().getRawPath());
        int skip = 0;
        if (!path.isAbsolute()) {
            // A relative path is resolved against the working folder, whose URI ends with a slash.
            skip = decode(Path.of("").toUri().getRawPath()).length;
        }
        int end = whole.length;
        // The URI of a folder ends with a slash that the path does not have.
        if (end > skip + 1 && whole[end - 1] == '/') {
            end--;
        }
        return Arrays.copyOfRange(whole, skip, end);
    }

    private static byte[] decode(String rawPath) {
        byte[] bytes = new byte[rawPath.length()];
        int length = 0;
        for (int i = 0; i < rawPath.length(); i++) {
            char c = rawPath.charAt(i);
            if (c == '%') {
                bytes[length++] = (byte) Integer.parseInt(rawPath, i + 1, i + 3, 16);
                i += 2;
            } else {
                bytes[length++] = (byte) c;
            }
        }
        return Arrays.copyOf(bytes, length);
    }
}
