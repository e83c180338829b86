package dev.coresident.conformance.device;

import dev.coresident.conformance.rule.Chapter;
import dev.coresident.conformance.rule.Strength;

/** Chapter 5. */
final class IsolationChapter {
    static final Chapter CHAPTER = Chapter.of(
                    5,
                    "Isolation",
                    "What no slot of a tenant can reach, whatever its words are. The checks publish hostile slots: foreign and reserved"
                            + " opcodes, forged tenant words, handles out of bounds, stale and foreign, offsets and lengths that"
                            + " overflow, packs and fences without sense.")
            .must(
                    1,
                    "No hostile slot changes an observable word, a byte of the heap, or a byte of a program image that is not its"
                            + " tenant's to write.",
                    IsolationChecks::nothingForeignChanges)
            .must(
                    2,
                    "No hostile slot changes a word of the control region but heads, device line and the counts of the id in its"
                            + " tenant word.",
                    IsolationChecks::theControlRegionStays)
            .must(
                    3,
                    "Every hostile slot ends exactly once, and the device serves the others as before.",
                    IsolationChecks::everyHostileSlotEnds)
            .must(
                    4,
                    "The words that the layouts reserve in device-written rows stay zero.",
                    IsolationChecks::reservedWordsStayZero)
            .must(
                    5,
                    "A tenant whose observable window ends at another's cannot reach over the border, in either direction, by one word"
                            + " or by a range that wraps.",
                    IsolationChecks::bordersAreSharp)
            .untested(
                    6,
                    Strength.MUST,
                    "A slot of one tenant cannot learn what another tenant's memory holds, nor from how long something takes.",
                    "What a slot can read is what rules 6 and 8 allow it; timing is outside this contract, and a device shared by"
                            + " tenants who must not learn of each other is not what it is for.")
            .end();

    private IsolationChapter() {}
}
