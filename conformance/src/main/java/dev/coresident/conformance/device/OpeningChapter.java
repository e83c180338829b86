package dev.coresident.conformance.device;

import dev.coresident.conformance.rule.Capability;
import dev.coresident.conformance.rule.Chapter;
import dev.coresident.conformance.rule.Strength;

/** Chapter 1. */
final class OpeningChapter {
    static final Chapter CHAPTER = Chapter.of(
                    1,
                    "Opening",
                    "What a provider says before anything is opened, and what an open device looks like before it is started.")
            .must(
                    1,
                    "A provider's name is lower case letters, digits and hyphens, and is the same at every call.",
                    ProviderChecks::theNameIsPlainAndStays)
            .must(
                    2,
                    "A provider returns the contract version that it was compiled for, and it is the host's.",
                    ProviderChecks::theVersionIsTheHosts)
            .must(
                    3,
                    "A probe answers within two seconds, never throws, and may be called again and by several threads at once.",
                    ProviderChecks::probesAnswer)
            .must(
                    4,
                    "A property that the backend does not know is refused with a USER failure that names it, and nothing is opened.",
                    ProviderChecks::unknownPropertiesAreRefused)
            .must(
                    5,
                    "The facts name the provider, at least one compute unit and a heap limit that holds the heap it was opened with.",
                    ProviderChecks::factsAgreeWithTheDevice)
            .must(
                    6,
                    "Every region has exactly the bytes that the geometry gives it.",
                    OpeningChecks::regionsHaveTheirSizes)
            .must(
                    7,
                    "Every word of the control header is what the geometry says, and the header's reserved words are zero.",
                    OpeningChecks::everyWordOfTheHeader)
            .must(
                    8,
                    "Beyond the control header every byte of every region is zero.",
                    OpeningChecks::everythingElseIsZero)
            .must(
                    9,
                    "A region is the same segment at every call and usable from any thread.",
                    OpeningChecks::regionsStayAndAreShared)
            .must(10, "Two devices that are open at once share no word.", OpeningChecks::twoDevicesShareNothing)
            .must(
                    11,
                    "A device opens with partitions of different capacities, from 2 slots on, and runs slots in all of them.",
                    OpeningChecks::unevenPartitionsWork)
            .must(
                    12,
                    "A device opens with rows for all 4,094 tenants, and the first and the last of them run.",
                    OpeningChecks::allTenantsHaveRows,
                    Capability.ALL_TENANTS)
            .must(
                    13,
                    "After one slot has run, the bytes of slot, completion entry, head, tail and counts stand where the protocol"
                            + " puts them, and every other byte outside the device line is as it was.",
                    GoldenChecks::oneSlotChangesTheBytesThatTheProtocolNames)
            .untested(
                    14,
                    Strength.MUST,
                    "A provider's constructor does nothing that can fail and loads no native library.",
                    "It ran before the suite could look.")
            .untested(
                    15,
                    Strength.MUST,
                    "An open that fails leaves nothing behind: no memory, no thread, no handle of a driver.",
                    "What a backend holds outside its regions cannot be seen from outside it.")
            .end();

    private OpeningChapter() {}
}
