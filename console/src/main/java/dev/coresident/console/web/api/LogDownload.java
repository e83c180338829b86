package dev.coresident.console.web.api;

import dev.coresident.api.ResidentKernel;
import dev.coresident.api.replay.log.RecordingOptions;
import dev.coresident.console.web.gate.Access;
import dev.coresident.console.web.gate.RequestRefused;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The replay log as a zip file, if the kernel records: each segment as far as it was written when its turn came. It holds all that
 * reached the device, so it needs the token. Request threads, one at a time.
 */
public final class LogDownload {
    private static final int COPY_BYTES = 64 << 10;

    private final ResidentKernel kernel;
    private boolean busy;

    /** The log of a kernel. */
    public LogDownload(ResidentKernel kernel) {
        this.kernel = kernel;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(new Route(HandlerType.GET, "/api/v1/recording", Access.SECRET, this::download));
    }

    private void download(Context request) throws IOException {
        RecordingOptions recording = kernel.options().recording();
        if (recording == null) {
            throw new RequestRefused(
                    404, "not-recorded", "this kernel records nothing: start `serve` or `scan` with --record FOLDER");
        }
        synchronized (this) {
            if (busy) {
                throw new RequestRefused(
                        503, "download-runs", "the log is being downloaded already: wait for that to end");
            }
            busy = true;
        }
        try {
            List<Path> segments = segments(recording.folder());
            request.contentType("application/zip");
            request.header("Content-Disposition", "attachment; filename=\"coresident-log.zip\"");
            try (OutputStream out = request.outputStream()) {
                write(segments, out);
            }
        } finally {
            synchronized (this) {
                busy = false;
            }
        }
    }

    private static List<Path> segments(Path folder) throws IOException {
        List<Path> segments = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "coresident-*.log")) {
            for (Path file : files) {
                if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    segments.add(file);
                }
            }
        }
        Collections.sort(segments);
        return segments;
    }

    private static void write(List<Path> segments, OutputStream out) throws IOException {
        ZipOutputStream zip = new ZipOutputStream(out);
        zip.setLevel(Deflater.BEST_SPEED);
        byte[] some = new byte[COPY_BYTES];
        for (Path segment : segments) {
            zip.putNextEntry(new ZipEntry(String.valueOf(segment.getFileName())));
            long left = Files.size(segment);
            try (InputStream in = Files.newInputStream(segment)) {
                for (int read = 1; left > 0 && read > 0; left -= Math.max(0, read)) {
                    read = in.read(some, 0, (int) Math.min(left, some.length));
                    zip.write(some, 0, Math.max(0, read));
                }
            }
            zip.closeEntry();
        }
        zip.finish();
    }
}
