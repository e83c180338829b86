package dev.coresident.backend.aparapi.opencl;

import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Skips a test class where there is no OpenCL device, and says why; where {@code -Dcoresident.require=opencl} demands one it runs, and
 * fails.
 */
public final class NeedsOpenCl implements ExecutionCondition {
    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        boolean demanded =
                List.of(System.getProperty("coresident.require", "").split(",")).contains("opencl");
        OpenClSearch.Found found = OpenClSearch.foundPatiently();
        if (!found.units().isEmpty()) {
            return ConditionEvaluationResult.enabled(found.units().toString());
        }
        if (demanded) {
            throw new IllegalStateException("OpenCL is demanded, and missing: " + found.reason());
        }
        return ConditionEvaluationResult.disabled(found.reason() + "; " + found.remedy());
    }
}
