package dev.coresident.console.web;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips a test class where there is no Chromium with its driver, and says why; where {@code -Dcoresident.require=browser} demands
 * one it fails.
 */
final class NeedsBrowser implements ExecutionCondition {
    private static final String REMEDY = "install chromium and chromium-driver (Debian)";

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (program("chromium").isPresent() && program("chromedriver").isPresent()) {
            return ConditionEvaluationResult.enabled("chromium and chromedriver are on the PATH");
        }
        String reason = "chromium and chromedriver are not both on the PATH";
        if (List.of(System.getProperty("coresident.require", "").split(",")).contains("browser")) {
            throw new IllegalStateException("a browser is demanded, and missing: " + reason + "; " + REMEDY);
        }
        return ConditionEvaluationResult.disabled(reason + "; " + REMEDY);
    }

    /** A program on the PATH. */
    static Optional<Path> program(String name) {
        return Stream.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
