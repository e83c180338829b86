package dev.coresident.automata.scan.file;

import java.io.IOException;

/** What becomes of the ends of one group's rules in one file. One thread; used again for the next file. */
interface Reporter {
    /** Forgets the file before. */
    void begin();

    /**
     * A match of a rule ends here. Of one rule ascending, each once.
     *
     * @param rule the rule's place in its group
     */
    void end(int rule, long end) throws IOException;

    /**
     * No later match starts before the answer.
     *
     * @param from all ends before this offset were given
     */
    long settledBefore(long from);
}
