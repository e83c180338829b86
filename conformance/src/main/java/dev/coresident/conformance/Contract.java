package dev.coresident.conformance;

import dev.coresident.conformance.device.DeviceChapters;
import dev.coresident.conformance.kernel.KernelChapters;
import dev.coresident.conformance.replay.ReplayChapters;
import dev.coresident.conformance.rule.Chapter;
import dev.coresident.conformance.rule.Rule;
import dev.coresident.conformance.rule.Untested;
import dev.coresident.conformance.worklist.WorklistChapters;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The rules of this version, in the order of their numbers. */
public final class Contract {
    private static final List<Chapter> CHAPTERS = Stream.of(
                    KernelChapters.ALL, DeviceChapters.ALL, WorklistChapters.ALL, ReplayChapters.ALL)
            .flatMap(List::stream)
            .sorted(Comparator.comparingInt(Chapter::number))
            .toList();

    private Contract() {}

    /** Every chapter: 0 what must always hold, 1 to 9 the device, 10 to 19 the kernel above it, 20 the worklist, 21 the logs, 22 services, 23 their executor. */
    public static List<Chapter> chapters() {
        return CHAPTERS;
    }

    /** Every rule with a check. */
    public static List<Rule> rules() {
        return CHAPTERS.stream().flatMap(chapter -> chapter.rules().stream()).toList();
    }

    /** Every rule without a check, and why. */
    public static List<Untested> untested() {
        return CHAPTERS.stream().flatMap(chapter -> chapter.untested().stream()).toList();
    }
}
