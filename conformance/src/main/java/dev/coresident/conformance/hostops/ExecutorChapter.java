package dev.coresident.conformance.hostops;

import dev.coresident.conformance.rule.Chapter;

/** Chapter 23. */
public final class ExecutorChapter {
    /** The rules. */
    public static final Chapter CHAPTER = Chapter.of(
                    23,
                    "The executor of host ops",
                    "What services may rely on. The checks run an executor by itself, on a clock of theirs: it asks nobody for time.")
            .must(
                    1,
                    "A poll goes through admit, dispatch, events, timers, completions, dispatch, publish; it makes at most 1,000 calls"
                            + " of handlers.",
                    CourseChecks::pollsAreBounded)
            .must(
                    2,
                    "Tenants take turns by their weights: with work for all, no tenant gets a second turn before every other had one.",
                    CourseChecks::tenantsTakeTurns)
            .must(
                    3,
                    "Ops of one tenant in one serial lane never overlap and run in the order of their admission; others overtake them.",
                    CourseChecks::lanesAreSerial)
            .must(
                    4,
                    "A handler reaches the components that it declared, and not itself; what it may not have is a value that says"
                            + " why; whatever it throws ends its op alone.",
                    CourseChecks::handlersReachWhatTheyDeclared)
            .must(
                    5,
                    "A result of 4 MiB comes back whole; one byte more is refused to its giver with both figures, and the op fails at"
                            + " once.",
                    AnswerBoundChecks::resultsAreBounded)
            .must(
                    6,
                    "The text of a failure always arrives, cut to 4,096 bytes at a character boundary.",
                    AnswerBoundChecks::failuresAlwaysArrive)
            .must(
                    7,
                    "10,000 ops may be parked; each of them can be answered, whatever else is in flight, and one more does not park.",
                    AnswerBoundChecks::parkedOpsHaveTheirPlace)
            .must(
                    8,
                    "Timers mature in the order of deadline and arming, intervals without drift; 65,536 may be armed, and one more is"
                            + " refused to its caller.",
                    TimeChecks::timersMatureInOrder)
            .must(
                    9,
                    "A deadline comes from experience: with three samples the mean and four deviations, the first sample counting half"
                            + " as deviation, then gains of 1/8 and 1/4; the most specific experience that is warm decides.",
                    TimeChecks::deadlinesComeFromExperience)
            .must(
                    10,
                    "A request id that was seen runs once: repeats get the first outcome, those that come while it runs when it ends.",
                    GovernorChecks::repeatsGetTheFirstOutcome)
            .must(
                    11,
                    "A failure cools a tenant down for at most 10 ms, each that follows for twice as long, at most 60 s; a success"
                            + " clears it; it concerns no other tenant.",
                    GovernorChecks::failuresCoolDown)
            .must(
                    12,
                    "Five failures in a row make a tenant unhealthy once, a success heals it once; both are events.",
                    GovernorChecks::healthChangesOnce)
            .must(
                    13,
                    "Random values are a function of seed, tenant, op and number alone.",
                    StateChecks::randomValuesAreAFunction)
            .must(14, "A flight recorder keeps a tenant's newest 1,024 entries.", StateChecks::recordersKeepTheNewest)
            .must(
                    15,
                    "What a snapshot was taken of goes on from it exactly: ids, timers, parked ops, cool-downs, random values.",
                    StateChecks::snapshotsGoOnExactly)
            .end();

    private ExecutorChapter() {}
}
