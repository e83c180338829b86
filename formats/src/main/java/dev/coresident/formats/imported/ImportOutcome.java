package dev.coresident.formats.imported;

/** What came of reading a file. */
public sealed interface ImportOutcome {

    /**
     * Its rules are known.
     *
     * @param rules what was read, and remarks about what was not
     */
    record Imported(ImportedRules rules) implements ImportOutcome {}

    /**
     * Nothing was taken from the file: it is broken as a whole or larger than a limit, or something in it does not map and nothing
     * was to be skipped.
     *
     * @param problem the first one
     */
    record Refused(Remark.NotMapped problem) implements ImportOutcome {}
}
