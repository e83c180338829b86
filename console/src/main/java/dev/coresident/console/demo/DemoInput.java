package dev.coresident.console.demo;

import dev.coresident.automata.input.FolderWalk;
import dev.coresident.automata.input.Found;
import dev.coresident.automata.input.Input;
import dev.coresident.automata.input.InputSource;
import dev.coresident.automata.input.WalkOptions;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Text that every machine with a JDK has: the JDK's own, and the checkout's if the command runs from one. Files that cannot be read
 * are left out.
 *
 * @param origin where they come from, for people
 * @param files in the order of the walk
 * @param bytes of all of them
 */
record DemoInput(String origin, List<Input> files, long bytes) {
    /** Finds the files. */
    static DemoInput find() {
        Path jdk = Path.of(System.getProperty("java.home"));
        List<Path> roots = new ArrayList<>();
        for (String part : List.of("conf", "include", "legal", "man", "release")) {
            addIfThere(roots, jdk.resolve(part));
        }
        addMatching(roots, jdk.resolve("lib"), "*.{properties,txt,cfg}");
        String origin = "the JDK at " + jdk;
        Path checkout = checkout();
        if (checkout != null) {
            addMatching(roots, checkout, "*.{md,xml}");
            addIfThere(roots, checkout.resolve("docs"));
            addIfThere(roots, checkout.resolve("launcher"));
            addSources(roots, checkout);
            origin += " and the checkout at " + checkout;
        }
        return collect(origin, roots);
    }

    private static DemoInput collect(String origin, List<Path> roots) {
        FolderWalk walk = new FolderWalk(roots, WalkOptions.DEFAULT);
        List<Input> files = new ArrayList<>();
        long bytes = 0;
        for (Found found = walk.next(); found != null; found = walk.next()) {
            if (found instanceof Found.File(Input input) && Files.isReadable(input.path())) {
                try {
                    bytes += Files.size(input.path());
                    files.add(new Input(input.path(), true));
                } catch (IOException e) {
                    // Gone since: the demonstration does without it.
                }
            }
        }
        return new DemoInput(origin, List.copyOf(files), bytes);
    }

    /** All files, again and again. */
    InputSource passes(int count) {
        return new InputSource() {
            private int next;

            @Override
            public @Nullable Found next() {
                return next == count * files.size() ? null : new Found.File(files.get(next++ % files.size()));
            }
        };
    }

    /** The folder that the launcher built this program in, or the working folder if that is a checkout. */
    private static @Nullable Path checkout() {
        Path working = Path.of("").toAbsolutePath();
        if (isCheckout(working)) {
            return working;
        }
        CodeSource source = DemoInput.class.getProtectionDomain().getCodeSource();
        if (source == null) {
            return null;
        }
        try {
            for (Path folder = Path.of(source.getLocation().toURI()); folder != null; folder = folder.getParent()) {
                if (isCheckout(folder)) {
                    return folder;
                }
            }
        } catch (URISyntaxException | IllegalArgumentException e) {
            // Not from a file: no checkout.
        }
        return null;
    }

    private static boolean isCheckout(Path folder) {
        return Files.isRegularFile(folder.resolve("coresident")) && Files.isRegularFile(folder.resolve("pom.xml"));
    }

    private static void addIfThere(List<Path> roots, Path path) {
        if (Files.exists(path)) {
            roots.add(path);
        }
    }

    private static void addMatching(List<Path> roots, Path folder, String pattern) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, pattern)) {
            List<Path> found = new ArrayList<>();
            entries.forEach(found::add);
            found.sort(null);
            roots.addAll(found);
        } catch (IOException e) {
            // No such folder: the demonstration does without it.
        }
    }

    private static void addSources(List<Path> roots, Path checkout) {
        List<Path> modules = new ArrayList<>();
        addMatching(modules, checkout, "*");
        for (Path module : modules) {
            addIfThere(roots, module.resolve("src"));
        }
    }
}
