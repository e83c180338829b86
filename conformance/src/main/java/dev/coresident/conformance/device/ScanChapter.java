package dev.coresident.conformance.device;

import dev.coresident.conformance.rule.Capability;
import dev.coresident.conformance.rule.Chapter;

/** Chapter 8. */
final class ScanChapter {
    static final Chapter CHAPTER = Chapter.of(
                    8,
                    "Scan",
                    "SCAN walks a program image over input. The checks walk the same automaton one byte at a time, without any"
                            + " cleverness, and want the same state, the same counts and the same events in the same order.")
            .must(
                    1,
                    "A scan reports every event with rule and end, in the order of their bytes and of the accept list, and the state"
                            + " it reached.",
                    ScanChecks::eventsComeInOrder,
                    Capability.SCAN)
            .must(
                    2,
                    "Scans of random automata over random input, ranges, states, capacities and flags equal the naive walk.",
                    ScanChecks::scansEqualTheNaiveWalk,
                    Capability.SCAN)
            .must(
                    3,
                    "Input scanned in pieces, each from the state the one before reached, gives the events of one scan.",
                    ScanChecks::piecesEqualTheWhole,
                    Capability.SCAN)
            .must(
                    4,
                    "A scan without room for all events of the next byte stops before it, and the host goes on from there without an"
                            + " event lost or doubled.",
                    ScanChecks::aFullOutputStopsBeforeTheByte,
                    Capability.SCAN)
            .must(
                    5,
                    "Events of the start state come with FIRST, those of the end of input with LAST, and r3 keeps the flags that were"
                            + " not served.",
                    ScanChecks::flagsAreServedOrKept,
                    Capability.SCAN)
            .must(
                    6,
                    "A scan writes its events and no other byte of the heap.",
                    ScanChecks::onlyEventsAreWritten,
                    Capability.SCAN)
            .must(
                    7,
                    "Long input, of no multiple of anything, equals the naive walk.",
                    ScanChecks::longInputEqualsTheNaiveWalk,
                    Capability.SCAN)
            .must(
                    8,
                    "A start state that the image does not have, an unknown flag, or an output offset that is no multiple of 8 ends"
                            + " with BAD_ARGUMENT.",
                    ScanRefusalChecks::argumentsAreChecked,
                    Capability.SCAN)
            .must(
                    9,
                    "Input or output that reaches beyond its handle, however offset and length add up, ends with HANDLE_BOUNDS.",
                    ScanRefusalChecks::rangesAreChecked,
                    Capability.SCAN)
            .must(
                    10,
                    "An input, output or image handle that is closed, stale, of no row or of another tenant ends the scan with the"
                            + " handle's fault; an output that is read only or an image with HANDLE_READ_ONLY.",
                    ScanRefusalChecks::handlesAreChecked,
                    Capability.SCAN)
            .must(
                    11,
                    "Memory that is not flagged as a program image, or whose header is not one of this version and kind, ends with"
                            + " BAD_IMAGE.",
                    ScanRefusalChecks::imagesAreChecked,
                    Capability.SCAN)
            .must(
                    12,
                    "A scan that faults writes nothing and has zero results.",
                    ScanRefusalChecks::faultsWriteNothing,
                    Capability.SCAN)
            .must(
                    13,
                    "After a handle's row was reused for another image, a scan through the new handle runs the new image.",
                    ScanRefusalChecks::successorsOfImagesRun,
                    Capability.SCAN)
            .must(
                    14,
                    "Scans of random NFA images over random input, active states, capacities and flags equal the naive walk of sets of"
                            + " states: the same events, the same active states.",
                    SetScanChecks::scansEqualTheNaiveWalk,
                    Capability.SCAN)
            .must(
                    15,
                    "The state that a scan of an NFA image left, read by the next one, gives the events of one scan.",
                    SetScanChecks::piecesEqualTheWhole,
                    Capability.SCAN)
            .must(
                    16,
                    "A scan of an NFA image does not look at bits of states that there are not, nor with FIRST at any, and writes"
                            + " no byte but its events and its state.",
                    SetScanChecks::nothingElseIsReadOrWritten,
                    Capability.SCAN)
            .must(
                    17,
                    "A state word that is not 0, a state offset that is no multiple of 8, or states to read and to write that overlap"
                            + " end a scan of an NFA image with BAD_ARGUMENT; a state that reaches beyond its handle with"
                            + " HANDLE_BOUNDS; a state handle that is closed, foreign or read only with the handle's fault.",
                    SetScanChecks::stateArgumentsAreChecked,
                    Capability.SCAN)
            .must(
                    18,
                    "Texts, exact and caseless, of any length, overlapping and ending with each other, are reported at every end, each"
                            + " rule once, ascending: as a comparison of every text at every end.",
                    LiteralChecks::textsEqualTheNaiveSearch,
                    Capability.SCAN)
            .must(
                    19,
                    "A text is found wherever the input is split, when the second range has the bytes before it as its history.",
                    LiteralChecks::everyLengthIsFoundAcrossEverySplit,
                    Capability.SCAN)
            .must(
                    20,
                    "No byte before the history is part of a text.",
                    LiteralChecks::bytesBeforeTheHistoryBelongToNothing,
                    Capability.SCAN)
            .must(
                    21,
                    "Texts searched for in pieces, with room for a few events or none, give the events of one search.",
                    LiteralChecks::piecesWithLittleRoomEqualTheWhole,
                    Capability.SCAN)
            .must(
                    22,
                    "A history that is not below the longest text, or reaches before the buffer, ends with BAD_ARGUMENT.",
                    LiteralChecks::historiesAreChecked,
                    Capability.SCAN)
            .end();

    private ScanChapter() {}
}
