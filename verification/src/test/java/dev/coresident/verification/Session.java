package dev.coresident.verification;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** What a document shows of a terminal: lines that start with a prompt are typed, the others are what comes back. */
final class Session {
    private static final String PROMPT = "$ ";
    private static final String PRODUCT = "./coresident ";

    private Session() {}

    /**
     * Types the commands of a session again, in the checkout, and gives the session as it looks now.
     *
     * @param session the text of a fence
     * @param folder an empty folder
     */
    static String replay(String session, Path folder) throws IOException, InterruptedException {
        Path product = product(folder);
        StringBuilder now = new StringBuilder();
        for (String line : session.lines().toList()) {
            if (line.startsWith(PROMPT)) {
                Outcome outcome = type(line.substring(PROMPT.length()), product);
                now.append(line).append('\n').append(outcome.output()).append(outcome.errors());
            }
        }
        return now.toString();
    }

    private static Outcome type(String command, Path product) throws IOException, InterruptedException {
        return Outcome.of(new ProcessBuilder(List.of("sh", "-c", command.replace(PRODUCT, "'" + product + "' ")))
                .directory(House.checkout().toFile()));
    }

    /** The product as this build made it: the launcher itself would build another. */
    private static Path product(Path folder) throws IOException {
        Path script = folder.resolve("coresident");
        Files.writeString(script, """
                #!/bin/sh
                exec '%s' --module-path '%s' --module dev.coresident.console/dev.coresident.console.Main "$@"
                """.formatted(Stranger.java(), Stranger.MODULE_PATH));
        return Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
