package dev.coresident.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Rooms are named after their purpose; a name that says nothing attracts what has no home. */
final class NamesTest {
    private static final JavaClasses CLASSES = House.classes();
    private static final Set<String> EMPTY_WORDS =
            Set.of("util", "utils", "common", "impl", "helper", "helpers", "manager", "managers", "misc");

    @Test
    void noPackageHasANameThatSaysNothing() {
        List<String> packages = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .distinct()
                .filter(name -> Set.of(name.split("\\.")).stream().anyMatch(EMPTY_WORDS::contains))
                .toList();
        assertThat(packages).isEmpty();
    }

    @Test
    void noTypeHasANameThatSaysNothing() {
        List<String> types = CLASSES.stream()
                .filter(type -> type.getSimpleName().matches(".*(Utils?|Helper|Manager|Impl)"))
                .map(JavaClass::getName)
                .toList();
        assertThat(types).isEmpty();
    }
}
