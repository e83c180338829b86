package dev.coresident.conformance.kernel;

import dev.coresident.conformance.callers.CallersRings;
import dev.coresident.conformance.callers.Readers;
import dev.coresident.conformance.callers.TasksAndDecisions;
import dev.coresident.conformance.hostops.ExecutorChapter;
import dev.coresident.conformance.memory.MemoryAndImages;
import dev.coresident.conformance.rule.Chapter;
import dev.coresident.conformance.serving.ServingChapter;
import dev.coresident.conformance.shares.BatchesAndPacks;
import dev.coresident.conformance.shares.Ends;
import dev.coresident.conformance.shares.Shares;
import dev.coresident.conformance.tenancy.Admission;
import dev.coresident.conformance.tenancy.Leaving;
import dev.coresident.conformance.tenancy.Tenants;
import java.util.List;

/** The chapters about kernels. */
public final class KernelChapters {
    /** Chapters 0, 10 to 19, 22 and 23. */
    public static final List<Chapter> ALL = List.of(
            WhatMustAlwaysHold.CHAPTER,
            Tenants.CHAPTER,
            CallersRings.CHAPTER,
            Admission.CHAPTER,
            Leaving.CHAPTER,
            BatchesAndPacks.CHAPTER,
            Shares.CHAPTER,
            Ends.CHAPTER,
            Readers.CHAPTER,
            TasksAndDecisions.CHAPTER,
            MemoryAndImages.CHAPTER,
            ServingChapter.CHAPTER,
            ExecutorChapter.CHAPTER);

    private KernelChapters() {}
}
