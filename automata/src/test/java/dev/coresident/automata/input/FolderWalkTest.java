package dev.coresident.automata.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderWalkTest {
    @TempDir
    private Path root;

    @Test
    void visitsFilesDepthFirstInTheOrderOfTheirNames() throws IOException {
        files("b", "a/z", "a/b/c", "a.txt", "c/1", "B");
        assertThat(walk(WalkOptions.DEFAULT, root)).containsExactly("B", "a/b/c", "a/z", "a.txt", "b", "c/1");
    }

    @Test
    void visitsNamedPathsInTheOrderGivenAndAsOftenAsNamed() throws IOException {
        files("x", "y");
        assertThat(walk(WalkOptions.DEFAULT, root.resolve("y"), root.resolve("x"), root.resolve("y")))
                .containsExactly("y", "x", "y");
    }

    @Test
    void hiddenFilesAndFoldersAreSkippedUnlessAskedForOrNamed() throws IOException {
        files(".hidden", ".folder/inside", "seen");
        FolderWalk walk = new FolderWalk(List.of(root), WalkOptions.DEFAULT);
        assertThat(drain(walk)).containsExactly("seen");
        assertThat(walk.skipped()).isEqualTo(2);
        assertThat(walk(new WalkOptions(true, false, false, Long.MAX_VALUE), root))
                .containsExactly(".folder/inside", ".hidden", "seen");
        assertThat(walk(WalkOptions.DEFAULT, root.resolve(".folder"), root.resolve(".hidden")))
                .containsExactly(".folder/inside", ".hidden");
    }

    @Test
    void linksAreFollowedOnlyWhenAskedForOrNamed() throws IOException {
        files("real/file");
        Files.createSymbolicLink(root.resolve("link"), root.resolve("real"));
        Files.createSymbolicLink(root.resolve("one"), root.resolve("real/file"));
        assertThat(walk(WalkOptions.DEFAULT, root)).containsExactly("real/file");
        assertThat(walk(new WalkOptions(false, true, false, Long.MAX_VALUE), root))
                .containsExactly("link/file", "one", "real/file");
        assertThat(walk(WalkOptions.DEFAULT, root.resolve("link"), root.resolve("one")))
                .containsExactly("link/file", "one");
    }

    @Test
    void aLinkToItsOwnAncestorIsAProblemAndNotALoop() throws IOException {
        files("a/file");
        Files.createSymbolicLink(root.resolve("a/up"), root);
        assertThat(walk(new WalkOptions(false, true, false, Long.MAX_VALUE), root))
                .containsExactly("a/file", "a/up: the link leads to a folder that contains it");
    }

    @Test
    void aMissingPathAndABrokenLinkAreProblemsAndTheRestIsVisited() throws IOException {
        files("x");
        Files.createSymbolicLink(root.resolve("broken"), root.resolve("nowhere"));
        assertThat(walk(WalkOptions.DEFAULT, root.resolve("missing"), root.resolve("broken"), root.resolve("x")))
                .containsExactly("missing: no such file or folder", "broken: no such file or folder", "x");
        assertThat(walk(WalkOptions.DEFAULT, root)).containsExactly("x");
        assertThat(walk(new WalkOptions(false, true, false, Long.MAX_VALUE), root))
                .containsExactly("broken: no such file or folder", "x");
    }

    @Test
    void largeFilesAreSkippedUnlessNamed() throws IOException {
        Files.writeString(root.resolve("large"), "12345");
        Files.writeString(root.resolve("small"), "1234");
        WalkOptions options = new WalkOptions(false, false, false, 4);
        assertThat(walk(options, root)).containsExactly("small");
        assertThat(walk(options, root.resolve("large"))).containsExactly("large");
    }

    @Test
    void onlyFilesFoundInFoldersAreProbedForNulBytes() throws IOException {
        files("x");
        assertThat(new FolderWalk(List.of(root), WalkOptions.DEFAULT).next())
                .isEqualTo(new Found.File(new Input(root.resolve("x"), true)));
        assertThat(new FolderWalk(List.of(root.resolve("x")), WalkOptions.DEFAULT).next())
                .isEqualTo(new Found.File(new Input(root.resolve("x"), false)));
        assertThat(new FolderWalk(List.of(root), new WalkOptions(false, false, true, 9)).next())
                .isEqualTo(new Found.File(new Input(root.resolve("x"), false)));
    }

    @Test
    void aDeviceIsAProblemWhenNamed() {
        Path device = Path.of("/dev/null");
        assumeTrue(Files.exists(device));
        assertThat(new FolderWalk(List.of(device), WalkOptions.DEFAULT).next())
                .isEqualTo(new Found.Unreadable(new Problem(device, "neither a file nor a folder")));
    }

    @Test
    void anUnreadableFolderIsAProblemAndTheRestIsVisited() throws IOException {
        files("a/file", "b");
        Files.setPosixFilePermissions(root.resolve("a"), PosixFilePermissions.fromString("---------"));
        try {
            assumeTrue(!Files.isReadable(root.resolve("a")), "this user may read everything");
            assertThat(walk(WalkOptions.DEFAULT, root)).containsExactly("a: permission denied", "b");
        } finally {
            Files.setPosixFilePermissions(root.resolve("a"), PosixFilePermissions.fromString("rwx------"));
        }
    }

    @Test
    void relativePathsStayRelative() {
        FolderWalk walk = new FolderWalk(List.of(Path.of("src/main/java/module-info.java")), WalkOptions.DEFAULT);
        assertThat(walk.next()).isEqualTo(new Found.File(new Input(Path.of("src/main/java/module-info.java"), false)));
        assertThat(walk.next()).isNull();
        assertThat(walk.next()).isNull();
    }

    private void files(String... names) throws IOException {
        for (String name : names) {
            Path file = root.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }
    }

    private List<String> walk(WalkOptions options, Path... roots) {
        return drain(new FolderWalk(List.of(roots), options));
    }

    private List<String> drain(FolderWalk walk) {
        List<String> seen = new ArrayList<>();
        for (Found found = walk.next(); found != null; found = walk.next()) {
            seen.add(
                    switch (found) {
                        case Found.File(Input input) ->
                            root.relativize(input.path()).toString();
                        case Found.Unreadable(Problem(Path path, String reason)) ->
                            root.relativize(path) + ": " + reason;
                    });
        }
        return seen;
    }
}
