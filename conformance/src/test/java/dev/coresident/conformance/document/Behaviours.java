package dev.coresident.conformance.document;

import java.util.List;

/**
 * The behaviours that the reference design's own tests hold it to, and where this house tries each: rules of the contract, tests of a
 * module, or what is not there yet.
 */
final class Behaviours {
    /**
     * One behaviour.
     *
     * @param number as the list of the reference design's behaviours has it
     * @param text in few words
     * @param rules ids of rules that try it
     * @param tests paths of test classes that try it
     * @param missing what is not there yet, or empty
     */
    record Behaviour(int number, String text, List<String> rules, List<String> tests, String missing) {}

    private static final String API = "api/src/test/java/dev/coresident/api/";
    private static final String WORKLIST = "automata/src/test/java/dev/coresident/automata/worklist/";
    private static final String LEDGER = "ledger/src/test/java/dev/coresident/ledger/";
    private static final String SPI = "spi/src/test/java/dev/coresident/spi/";

    static final List<Behaviour> ALL = List.of(
            by(1, "distinct ids, disjoint windows, labels kept", "10.2", "10.5"),
            by(2, "a local opcode equal to the window's size is refused; 42 maps to base + 42", "10.6"),
            by(3, "tenant word and global opcode in the slot, published + 1", "11.2", "12.8"),
            by(4, "unregistered: refused as revoked, not found, what was claimed still runs", "13.6", "13.7", "0.4"),
            by(5, "quiesce returns when drained, counted", "13.4"),
            by(6, "quiesce times out with the exact count, counted", "13.5"),
            by(7, "the publish beyond the cap is refused with its figures", "12.1", "11.7"),
            by(8, "after a drain a capped tenant publishes again", "12.1", "11.7"),
            by(9, "a publish that the ring rejects gives its reservation back", "11.6"),
            by(10, "waits from 2 us, never shrinking, to 50 us", "18.8"),
            by(11, "tenants and counters sorted by id, without the unregistered", "10.11"),
            by(12, "snapshots reuse the caller's storage", "10.11", "18.6"),
            by(13, "selection of tenants that do not conflict", "18.9", "18.10"),
            by(14, "32 threads register at once", "10.9"),
            by(15, "sweeps: 512 mappings, 64 windows, caps, 512 conflict matrices", "10.6", "10.5", "12.1", "18.9"),
            by(16, "handles are shared, labels diagnostic", "10.10", "10.5"),
            by(17, "256 publications over ring sizes 1 to 16; done counts; exact refusals", "11.1", "11.10", "11.8"),
            by(18, "in-flight statuses refuse; stale arguments cleared; 12 fit", "11.3", "11.4", "11.8"),
            by(19, "a batch is all or nothing", "11.5", "14.2", "14.5"),
            by(20, "packs round-trip, exact fits, an empty one is legal", "11.12", "14.6", "14.9"),
            by(21, "strict readers, limits first", "17.2", "17.4", "11.8", "11.9"),
            new Behaviour(
                    22,
                    "partition offsets for 0 to 10 M slots; counters zero at boot",
                    List.of("11.11"),
                    List.of(API + "ring/PartitionSplitTest.java", SPI + "layout/GeometryTest.java"),
                    ""),
            by(
                    23,
                    "IO queue: claimed once, completed from claimed, batches check all, the 65th refused",
                    "17.5",
                    "17.6",
                    "17.7",
                    "17.8"),
            by(24, "task transitions, unknown states, snapshot", "18.1", "18.2", "18.3", "18.5", "18.6"),
            new Behaviour(
                    25,
                    "a (state, byte index) pair becomes a ready task",
                    List.of("20.2", "20.9"),
                    List.of(API + "ring/TaskViewTest.java", WORKLIST + "CalibrationTest.java"),
                    ""),
            new Behaviour(
                    26,
                    "non-blocking at the threshold, budget = depth x 8, complete evidence",
                    List.of("18.11", "20.8"),
                    List.of(WORKLIST + "CalibrationTest.java", WORKLIST + "WorklistTest.java"),
                    ""),
            by(27, "empty, spill, blocking; occupancy clamped; labels stable", "18.11"),
            new Behaviour(
                    28,
                    "peaks only rise, zero is ignored, unknown is not zero",
                    List.of("19.4"),
                    List.of(LEDGER + "LedgerBehaviourTest.java"),
                    ""),
            new Behaviour(
                    29,
                    "ledgers are per principal and shared by holders",
                    List.of("19.4"),
                    List.of(LEDGER + "LedgerBehaviourTest.java", LEDGER + "LedgerConcurrencyTest.java"),
                    ""),
            new Behaviour(
                    30,
                    "at 4,096 principals a larger newcomer evicts the lowest peak",
                    List.of(),
                    List.of(LEDGER + "EvictionTest.java"),
                    ""),
            new Behaviour(
                    31,
                    "the meter allows up to the ceiling and keeps the peak",
                    List.of("19.5"),
                    List.of(LEDGER + "MeterTest.java"),
                    ""),
            later(32, "each op gets exactly the facets it may touch"),
            later(33, "completions larger than their cap, texts cut at a character, allocation failures as events"),
            later(34, "latches, timers, queues, records, held values, ids"),
            later(35, "deadlines from measured round trips"));

    private Behaviours() {}

    private static Behaviour by(int number, String text, String... rules) {
        return new Behaviour(number, text, List.of(rules), List.of(), "");
    }

    private static Behaviour later(int number, String text) {
        return new Behaviour(
                number, text, List.of(), List.of(), "not here: a rule comes with host-assisted ops (OpHandler)");
    }

    /** The section of the page. */
    static String section() {
        StringBuilder text = new StringBuilder("""

                ## The reference design's behaviours

                What the reference design's own tests hold it to, and where this house tries it. A test checks that each rule and each test
                named here exists.

                | | behaviour | rules | tests of a module | missing |
                |---|---|---|---|---|
                """);
        for (Behaviour behaviour : ALL) {
            text.append("| ")
                    .append(behaviour.number())
                    .append(" | ")
                    .append(behaviour.text())
                    .append(" | ")
                    .append(String.join(", ", behaviour.rules()))
                    .append(" | ")
                    .append(String.join(
                            ", ",
                            behaviour.tests().stream().map(Behaviours::name).toList()))
                    .append(" | ")
                    .append(behaviour.missing())
                    .append(" |\n");
        }
        return text.toString();
    }

    private static String name(String path) {
        return "`" + path.substring(path.lastIndexOf('/') + 1).replace(".java", "") + "`";
    }
}
