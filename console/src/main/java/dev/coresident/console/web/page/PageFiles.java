package dev.coresident.console.web.page;

import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hashing;
import io.javalin.http.Context;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/** The page's files, by path. What is not in this list does not exist, whatever a path looks like. Immutable; any thread. */
public final class PageFiles {
    private static final List<String> NAMES = List.of(
            "index.html",
            "favicon.svg",
            "styles/tokens.css",
            "styles/layout.css",
            "styles/parts.css",
            "styles/table.css",
            "styles/ring.css",
            "scripts/main.js",
            "scripts/actions.js",
            "scripts/automata.js",
            "scripts/backends.js",
            "scripts/charts.js",
            "scripts/detail.js",
            "scripts/dom.js",
            "scripts/events.js",
            "scripts/format.js",
            "scripts/history.js",
            "scripts/kernel.js",
            "scripts/ledgers.js",
            "scripts/model.js",
            "scripts/ring.js",
            "scripts/session.js",
            "scripts/sparkline.js",
            "scripts/stream.js",
            "scripts/tenants.js",
            "scripts/theme.js",
            "vendor/uPlot.esm.js",
            "vendor/uPlot.min.css",
            "vendor/uPlot-LICENSE.txt");

    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml",
            "txt", "text/plain; charset=utf-8");

    private final ImmutableMap<String, File> files;

    private static final class File {
        private final byte[] content;
        private final String type;
        private final String tag;

        File(byte[] content, String type) {
            this.content = content;
            this.type = type;
            this.tag = '"' + Hashing.sha256().hashBytes(content).toString().substring(0, 32) + '"';
        }
    }

    /** Reads all of them. */
    public PageFiles() {
        ImmutableMap.Builder<String, File> read = ImmutableMap.builder();
        for (String name : NAMES) {
            read.put(name.equals("index.html") ? "/" : "/" + name, read(name));
        }
        files = read.buildOrThrow();
    }

    private static File read(String name) {
        try (InputStream in = PageFiles.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("a file of the page is not in the module: " + name);
            }
            byte[] content = in.readAllBytes();
            String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
            return new File(content, type == null ? "application/octet-stream" : type);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name, e);
        }
    }

    /** The paths that answer. */
    public Iterable<String> paths() {
        return files.keySet();
    }

    /** Answers with the file of the request's path. */
    public void serve(Context request) {
        File file = files.get(request.path());
        if (file == null) {
            throw new IllegalStateException("a route leads to no file: " + request.path());
        }
        request.header("Cache-Control", "no-cache").header("ETag", file.tag);
        if (file.tag.equals(request.header("If-None-Match"))) {
            request.status(304);
            return;
        }
        request.contentType(file.type).result(file.content);
    }
}
