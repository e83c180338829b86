package dev.coresident.verification;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A fenced block of a Markdown document.
 *
 * @param line where its first line of text stands, from 1
 * @param language the word behind the opening fence, or nothing
 * @param text the lines between the fences, each with its newline
 */
record Fence(int line, String language, String text) {
    private static final String MARK = "```";

    /** All fences of a document of the checkout, in order. */
    static List<Fence> of(String document) throws IOException {
        List<Fence> fences = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        @Nullable String language = null;
        int first = 0;
        List<String> lines = Files.readAllLines(path(document));
        for (int index = 0; index < lines.size(); index++) {
            String line = lines.get(index);
            if (language != null && !line.startsWith(MARK)) {
                text.append(line).append('\n');
            } else if (language != null) {
                fences.add(new Fence(first, language, text.toString()));
                text.setLength(0);
                language = null;
            } else if (line.startsWith(MARK)) {
                language = line.substring(MARK.length()).strip();
                first = index + 2;
            }
        }
        if (language != null) {
            throw new IllegalStateException(document + ": the fence before line " + first + " is never closed");
        }
        return fences;
    }

    /** The texts of the fences of one language. */
    static List<String> texts(List<Fence> fences, String language) {
        return fences.stream()
                .filter(fence -> fence.language().equals(language))
                .map(Fence::text)
                .toList();
    }

    private static Path path(String document) {
        return House.checkout().resolve(document);
    }
}
