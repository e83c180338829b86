package dev.coresident.conformance.device;

import dev.coresident.conformance.rule.Chapter;
import java.util.List;

/** The chapters of this room. */
public final class DeviceChapters {
    /** Chapters 1 to 9. */
    public static final List<Chapter> ALL = List.of(
            OpeningChapter.CHAPTER,
            EndsChapter.CHAPTER,
            ClaimingChapter.CHAPTER,
            AdmissionChapter.CHAPTER,
            IsolationChapter.CHAPTER,
            OpsChapter.CHAPTER,
            FencesChapter.CHAPTER,
            ScanChapter.CHAPTER,
            LifeChapter.CHAPTER);

    private DeviceChapters() {}
}
