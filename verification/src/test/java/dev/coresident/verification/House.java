package dev.coresident.verification;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleFinder;
import java.lang.module.ModuleReference;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The modules as the build made them (jars after {@code package}, class folders before) and the checkout they came from. */
final class House {
    static final String ROOT_PACKAGE = "dev.coresident";

    private static final List<Path> CLASS_PATH = Stream.of(
                    System.getProperty("java.class.path").split(File.pathSeparator, -1))
            .filter(entry -> !entry.isEmpty())
            .map(Path::of)
            .filter(Files::exists)
            .toList();

    private static final List<ModuleReference> OURS = ownModules();

    private House() {}

    /** The root of the checkout. */
    static Path checkout() {
        Path module = Path.of(System.getProperty("basedir", System.getProperty("user.dir")));
        Path root = module.toAbsolutePath().getParent();
        if (!Files.isRegularFile(root.resolve("coresident"))) {
            throw new IllegalStateException(root + " is not the checkout: run this from the verification module");
        }
        return root;
    }

    /** Every module of ours on the class path, by name. */
    static List<ModuleDescriptor> modules() {
        return OURS.stream().map(ModuleReference::descriptor).toList();
    }

    /** The main classes of all of them. */
    static JavaClasses classes() {
        JavaClasses classes = new ClassFileImporter()
                .importLocations(OURS.stream()
                        .map(reference -> Path.of(reference.location().orElseThrow()))
                        .map(House::location)
                        .toList());
        if (classes.isEmpty()) {
            throw new IllegalStateException("no classes found in " + OURS);
        }
        return classes;
    }

    private static Location location(Path entry) {
        if (Files.isDirectory(entry)) {
            return Location.of(entry);
        }
        try (JarFile jar = new JarFile(entry.toFile())) {
            return Location.of(jar);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** The packages of every jar on the class path that has no module descriptor. */
    static Set<String> packagesOfAutomaticModules() {
        return CLASS_PATH.stream()
                .filter(Files::isRegularFile)
                .flatMap(entry -> ModuleFinder.of(entry).findAll().stream())
                .map(ModuleReference::descriptor)
                .filter(ModuleDescriptor::isAutomatic)
                .flatMap(descriptor -> descriptor.packages().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static List<ModuleReference> ownModules() {
        return CLASS_PATH.stream()
                .filter(entry -> Files.isRegularFile(entry) || Files.exists(entry.resolve("module-info.class")))
                .flatMap(entry -> ModuleFinder.of(entry).findAll().stream())
                .filter(reference -> !reference.descriptor().isAutomatic())
                .filter(reference -> reference.descriptor().name().startsWith(ROOT_PACKAGE + "."))
                .sorted(Comparator.comparing(
                        (ModuleReference reference) -> reference.descriptor().name()))
                .toList();
    }
}
