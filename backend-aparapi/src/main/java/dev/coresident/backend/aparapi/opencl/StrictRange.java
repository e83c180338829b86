package dev.coresident.backend.aparapi.opencl;

import com.aparapi.Range;
import dev.coresident.backend.aparapi.kernel.FallbackException;

/**
 * A range that is good for one device and nothing else. After a failed launch Aparapi asks whether the group size was derived, to
 * try again elsewhere, without end where there is no elsewhere; nobody else asks, so that the question is the failure.
 */
final class StrictRange extends Range {
    StrictRange(OpenClUnit unit, int items, int group) {
        super(unit.device(), 1);
        setGlobalSize_0(items);
        setLocalSize_0(group);
        setValid(items % group == 0);
        if (!isValid()) {
            throw new IllegalArgumentException(
                    items + " work items in groups of " + group + " are no range of " + unit.description());
        }
    }

    @Override
    public boolean isLocalIsDerived() {
        throw new FallbackException("OpenCL refused the launch");
    }
}
