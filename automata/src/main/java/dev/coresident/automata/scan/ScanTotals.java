package dev.coresident.automata.scan;

/**
 * What a scanner did so far.
 *
 * @param files files scanned to their end
 * @param bytes bytes of files that were given to the device
 * @param matches matches given out
 * @param binary files left out because they are binary
 * @param unreadable files and folders that could not be read, or not to their end
 * @param slots SCAN slots submitted
 * @param partialSlots slots among them that came back for lack of room for events and were submitted again for the rest
 * @param repeatedSlots slots among them that had ended and were submitted again, because their events went with a lost device
 * @param guessedChunks chunks begun in a guessed state while the one ahead was still being scanned
 * @param missedGuesses chunks among them that were scanned again because the guess was wrong
 * @param spilledMatches matches that waited in a temporary file
 */
public record ScanTotals(
        long files,
        long bytes,
        long matches,
        long binary,
        long unreadable,
        long slots,
        long partialSlots,
        long repeatedSlots,
        long guessedChunks,
        long missedGuesses,
        long spilledMatches) {}
