/**
 * Why something was refused: an append-only journal, bounded, of which the newest entries are kept and the others counted.
 *
 * <p>Whoever refuses {@link dev.coresident.ledger.journal.Journal#record records}; consoles and failing tests read
 * {@link dev.coresident.ledger.journal.JournalEntry entries} as values.
 */
@NullMarked
package dev.coresident.ledger.journal;

import org.jspecify.annotations.NullMarked;
