package dev.coresident.junit;

import dev.coresident.api.ResidentKernel;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.backend.sim.SimControl;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.junit.platform.commons.support.AnnotationSupport;

/**
 * What {@link SimulatedKernel} does. A kernel is opened when a test or its {@code @BeforeEach} first asks for one and closed when the
 * test has ended, its {@code @AfterEach} included.
 */
public final class SimulatedKernelExtension
        implements ParameterResolver, TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {
    private static final String SEED = "coresident.seed";
    private static final String REPORT_KEY = "coresident";
    private static final Namespace NAMESPACE = Namespace.create(SimulatedKernelExtension.class);
    private static final Pattern INVOCATION = Pattern.compile("test-template-invocation:#(\\d+)]");

    /** Made by JUnit. */
    public SimulatedKernelExtension() {}

    /** A simulation as the store of a test closes it, from JUnit 5.13 on. */
    private record Opened(Simulation simulation) implements AutoCloseable {
        @Override
        public void close() {
            simulation.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == ResidentKernel.class || type == Tenant.class || type == SimControl.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        if (context.getTestMethod().isEmpty()) {
            throw new ParameterResolutionException("a simulated kernel belongs to one test: ask for the "
                    + parameter.getParameter().getType().getSimpleName()
                    + " in the test method or in @BeforeEach, not for the whole class");
        }
        Simulation simulation = simulation(context);
        Class<?> type = parameter.getParameter().getType();
        if (type == ResidentKernel.class) {
            return simulation.kernel();
        }
        if (type == SimControl.class) {
            return simulation.control();
        }
        return simulation
                .kernel()
                .tenants()
                .register("tenant-" + parameter.getIndex())
                .orThrow();
    }

    private static Simulation simulation(ExtensionContext context) {
        return context.getStore(NAMESPACE)
                .getOrComputeIfAbsent(
                        context.getUniqueId(),
                        id -> new Opened(new Simulation(annotation(context), seed(context))),
                        Opened.class)
                .simulation();
    }

    private static SimulatedKernel annotation(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(context.getTestMethod(), SimulatedKernel.class)
                .or(() -> AnnotationSupport.findAnnotation(context.getTestClass(), SimulatedKernel.class))
                .or(() -> context.getEnclosingTestClasses().reversed().stream()
                        .flatMap(type -> AnnotationSupport.findAnnotation(type, SimulatedKernel.class).stream())
                        .findFirst())
                .orElseThrow(() -> new ExtensionConfigurationException(
                        "neither the test nor its class has @SimulatedKernel: add it, instead of @ExtendWith"));
    }

    private static long seed(ExtensionContext context) {
        String text = context.getConfigurationParameter(SEED).orElse("");
        if (!text.isBlank()) {
            try {
                return Long.parseLong(text.strip());
            } catch (NumberFormatException e) {
                throw new ExtensionConfigurationException(SEED + " is \"" + text + "\" and must be a 64-bit number", e);
            }
        }
        Matcher invocation = INVOCATION.matcher(context.getUniqueId());
        return annotation(context).seed() + (invocation.find() ? Long.parseLong(invocation.group(1)) - 1 : 0);
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw told(context, failure);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw told(context, failure);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        throw told(context, failure);
    }

    /** What a test threw, with the run that it belongs to. */
    private static Throwable told(ExtensionContext context, Throwable failure) {
        Opened opened = context.getStore(NAMESPACE).get(context.getUniqueId(), Opened.class);
        if (opened != null) {
            SimulatedRun run = opened.simulation().run();
            failure.addSuppressed(run);
            context.publishReportEntry(REPORT_KEY, String.valueOf(run.getMessage()));
        }
        return failure;
    }
}
