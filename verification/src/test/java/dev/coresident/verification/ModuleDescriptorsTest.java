package dev.coresident.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.io.IOException;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What each module requires, exports, uses, provides and hides is written down under {@code src/test/resources/modules};
 * a change there is a decision, not an accident.
 */
final class ModuleDescriptorsTest {
    private static final String UPDATE = "coresident.golden.update";
    private static final Path GOLDEN = House.checkout().resolve("verification/src/test/resources/modules");

    static Stream<ModuleDescriptor> modules() {
        return House.modules().stream();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void moduleIsWhatIsWrittenDown(ModuleDescriptor module) throws IOException {
        Path file = GOLDEN.resolve(module.name() + ".txt");
        String actual = describe(module);
        if (System.getProperty(UPDATE) != null) {
            Files.writeString(file, actual);
        }
        assertThat(Files.exists(file) ? Files.readString(file) : "")
                .as(
                        "%s. If this module changed on purpose, accept it with ./build test -D%s -Dtest=%s",
                        file, UPDATE, name())
                .isEqualTo(actual);
    }

    @Test
    void everyWrittenModuleExists() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .as("files under %s: delete those whose module is gone", GOLDEN)
                    .containsExactlyInAnyOrderElementsOf(
                            modules().map(module -> module.name() + ".txt").toList());
        }
    }

    @Test
    void exportedPackagesShowNoTypeOfAnAutomaticModule() {
        Set<String> automatic = House.packagesOfAutomaticModules();
        Set<String> exported = modules()
                .flatMap(module -> module.exports().stream())
                .map(ModuleDescriptor.Exports::source)
                .collect(Collectors.toSet());
        Set<String> violations = new TreeSet<>();
        JavaClasses classes = House.classes();
        for (JavaClass type : classes) {
            if (exported.contains(type.getPackageName()) && isVisible(type.getModifiers())) {
                visibleTypes(type)
                        .filter(shown ->
                                automatic.contains(shown.getBaseComponentType().getPackageName()))
                        .forEach(shown -> violations.add(type.getName() + " shows " + shown.getName()));
            }
        }
        assertThat(violations).isEmpty();
    }

    private static Stream<JavaClass> visibleTypes(JavaClass type) {
        Stream<JavaClass> supertypes =
                Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream());
        Stream<JavaClass> members = type.getMembers().stream()
                .filter(member -> isVisible(member.getModifiers()))
                .map(ModuleDescriptorsTest::involved)
                .flatMap(Collection::stream);
        return Stream.concat(supertypes, members);
    }

    private static Set<JavaClass> involved(JavaMember member) {
        return switch (member) {
            case JavaField field -> field.getAllInvolvedRawTypes();
            case JavaCodeUnit code ->
                Stream.concat(code.getAllInvolvedRawTypes().stream(), code.getExceptionTypes().stream())
                        .collect(Collectors.toSet());
            default -> Set.of();
        };
    }

    private static boolean isVisible(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    /** One line a fact, sorted, without versions: they change with every release of a dependency. */
    private static String describe(ModuleDescriptor module) {
        List<Stream<String>> facts = List.of(
                module.requires().stream().map(required -> "requires " + words(required.modifiers()) + required.name()),
                module.exports().stream().map(exported -> "exports " + exported.source() + targets(exported.targets())),
                module.opens().stream().map(opened -> "opens " + opened.source() + targets(opened.targets())),
                module.uses().stream().map(service -> "uses " + service),
                module.provides().stream()
                        .map(provided ->
                                "provides " + provided.service() + " with " + String.join(", ", provided.providers())),
                hiddenPackages(module).map(name -> "contains " + name));
        String body =
                facts.stream().flatMap(Stream::sorted).map(fact -> fact + "\n").collect(Collectors.joining());
        return "module " + module.name() + "\n" + body;
    }

    private static Stream<String> hiddenPackages(ModuleDescriptor module) {
        Set<String> exported =
                module.exports().stream().map(ModuleDescriptor.Exports::source).collect(Collectors.toSet());
        return module.packages().stream().filter(name -> !exported.contains(name));
    }

    private static String words(Set<ModuleDescriptor.Requires.Modifier> modifiers) {
        return modifiers.stream()
                .sorted()
                .map(modifier -> modifier.name().toLowerCase(java.util.Locale.ROOT) + " ")
                .collect(Collectors.joining());
    }

    private static String targets(Set<String> targets) {
        return targets.isEmpty() ? "" : targets.stream().sorted().collect(Collectors.joining(", ", " to ", ""));
    }

    private static String name() {
        return ModuleDescriptorsTest.class.getSimpleName();
    }
}
