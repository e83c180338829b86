package dev.coresident.conformance.kernel;

import dev.coresident.conformance.rule.Chapter;
import java.util.List;

/** The chapters of this room. */
public final class KernelChapters {
    /** Chapter 0, then 10 to 19. */
    public static final List<Chapter> ALL = List.of(WhatMustAlwaysHold.CHAPTER);

    private KernelChapters() {}
}
