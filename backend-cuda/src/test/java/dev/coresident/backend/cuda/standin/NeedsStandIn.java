package dev.coresident.backend.cuda.standin;

import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips a test class where the stand-in for the driver cannot be built, and says why; where {@code -Dcoresident.require=g++} demands it
 * the tests run, and fail.
 */
public final class NeedsStandIn implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        String system = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        boolean demanded =
                List.of(System.getProperty("coresident.require", "").split(",")).contains("g++");
        if (system.equals("Linux amd64") && StandIn.canBeBuilt()) {
            return ConditionEvaluationResult.enabled("g++ builds the stand-in for the driver");
        }
        String reason = "the stand-in for the CUDA driver needs g++ on Linux amd64, and this is " + system
                + "; install g++ (Debian, Ubuntu: g++)";
        if (demanded) {
            throw new IllegalStateException(reason);
        }
        return ConditionEvaluationResult.disabled(reason);
    }
}
