package dev.coresident.backend.aparapi.child;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips a test class where the library of {@link Watch} cannot be built, and says why; where {@code -Dcoresident.require=g++} demands it
 * the tests run, and fail.
 */
final class NeedsWatch implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String system = System.getProperty("os.name");
        if (system.equals("Linux") && isCompilerThere()) {
            return ConditionEvaluationResult.enabled("g++ builds the library that watches OpenCL");
        }
        String reason = "the library that watches OpenCL needs g++ on Linux, and this is " + system
                + "; install g++ (Debian, Ubuntu: g++)";
        if (List.of(System.getProperty("coresident.require", "").split(",")).contains("g++")) {
            throw new IllegalStateException(reason);
        }
        return ConditionEvaluationResult.disabled(reason);
    }

    private static boolean isCompilerThere() {
        try {
            return new ProcessBuilder("g++", "--version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
