package dev.coresident.console.scan;

/** How matches are printed. */
enum Format {
    /** A line for people. */
    TEXT,
    /** A JSON object a match. */
    JSONL,
    /** A JSON object a rule that matched, and one for the total. */
    COUNT
}
