package dev.coresident.verification;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.GeneralCodingRules.ACCESS_STANDARD_STREAMS;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.lang.module.ModuleDescriptor;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The floors: no arrow runs up, no cycles, and what is bound to one room stays in it. */
final class FloorsTest {
    private static final JavaClasses CLASSES = House.classes();

    /** For each floor, the floors that its classes may name. A module that is not listed is an error. */
    private static final Map<String, Set<String>> MAY_USE = Map.ofEntries(
            Map.entry("spi", Set.of()),
            Map.entry("oracles", Set.of("spi")),
            Map.entry("ledger", Set.of()),
            Map.entry("api", Set.of("spi", "ledger")),
            Map.entry("automata", Set.of("spi", "ledger", "api")),
            Map.entry("formats", Set.of("automata")),
            Map.entry("backend", Set.of("spi")),
            Map.entry("conformance", Set.of("spi", "ledger", "api", "oracles")),
            Map.entry("junit", Set.of("spi", "ledger", "api", "backend")),
            Map.entry("simulation", Set.of("spi", "ledger", "api", "backend")),
            Map.entry("console", Set.of("spi", "ledger", "api", "automata", "formats", "simulation")));

    @Test
    void everyFloorUsesOnlyTheFloorsBelowIt() {
        Set<String> violations = new TreeSet<>();
        for (JavaClass origin : CLASSES) {
            Set<String> allowed = MAY_USE.get(floorOf(origin.getPackageName()));
            assertThat(allowed)
                    .as("%s belongs to no floor: add its module to MAY_USE and to the floor plan", origin.getName())
                    .isNotNull();
            for (Dependency dependency : origin.getDirectDependenciesFromSelf()) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (isOurs(target)
                        && !roomOf(target.getPackageName()).equals(roomOf(origin.getPackageName()))
                        && !allowed.contains(floorOf(target.getPackageName()))) {
                    violations.add(dependency.getDescription());
                }
            }
        }
        assertThat(violations).as("dependencies that the floor plan forbids").isEmpty();
    }

    @Test
    void everyModuleRequiresOnlyTheFloorsBelowIt() {
        for (ModuleDescriptor module : House.modules()) {
            Set<String> required = new TreeSet<>();
            module.requires().stream()
                    .map(ModuleDescriptor.Requires::name)
                    .filter(name -> name.startsWith(House.ROOT_PACKAGE + "."))
                    .forEach(name -> required.add(floorOf(name)));
            assertThat(MAY_USE.get(floorOf(module.name())))
                    .as("floors that %s may require", module.name())
                    .containsAll(required);
        }
    }

    @Test
    void packagesHaveNoCycles() {
        slices().matching(House.ROOT_PACKAGE + ".(**)")
                .should()
                .beFreeOfCycles()
                .check(CLASSES);
    }

    @Test
    void everyPackageBeginsWithTheNameOfItsModule() {
        for (ModuleDescriptor module : House.modules()) {
            List<String> strangers = module.packages().stream()
                    .filter(name -> !name.equals(module.name()) && !name.startsWith(module.name() + "."))
                    .toList();
            assertThat(strangers).as("packages of %s", module.name()).isEmpty();
        }
    }

    @Test
    void librariesNeverPrint() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.coresident.console..", "dev.coresident.conformance.command..")
                .should(ACCESS_STANDARD_STREAMS)
                .because("what the user reads is the business of commands; libraries log through System.Logger")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void nobodyUsesUnsafe() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("sun.misc.Unsafe")
                .check(CLASSES);
    }

    @Test
    void jcudaStaysInTheCudaBackend() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.coresident.backend.cuda..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("jcuda..")
                .check(CLASSES);
    }

    @Test
    void aparapiStaysInTheAparapiBackend() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.coresident.backend.aparapi..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.aparapi..")
                .check(CLASSES);
    }

    private static boolean isOurs(JavaClass type) {
        return type.getPackageName().startsWith(House.ROOT_PACKAGE + ".");
    }

    /** The module: {@code backend.sim} for {@code dev.coresident.backend.sim.engine}. */
    private static String roomOf(String packageName) {
        String floor = floorOf(packageName);
        if (!floor.equals("backend")) {
            return floor;
        }
        String inside = packageName.substring((House.ROOT_PACKAGE + ".backend.").length());
        return "backend." + inside.split("\\.", 2)[0];
    }

    /** The first word after the root package: {@code backend} for every backend. */
    private static String floorOf(String packageName) {
        return packageName.substring(House.ROOT_PACKAGE.length() + 1).split("\\.", 2)[0];
    }
}
