package dev.coresident.bench.scan.engine;

import java.io.IOException;
import org.ahocorasick.trie.Emit;
import org.ahocorasick.trie.Trie;
import org.ahocorasick.trie.handler.EmitHandler;

/** One pass for all words; reports start and end of every occurrence to a handler. */
final class AhoCorasickEngine implements Engine {
    private final Workload workload;
    private final Trie trie;

    AhoCorasickEngine(Workload workload) {
        this.workload = workload;
        trie = Trie.builder().addKeywords(workload.patterns()).build();
    }

    /** Counts what it is told. */
    private static final class Counter implements EmitHandler {
        private long found;

        @Override
        public boolean emit(Emit emit) {
            found++;
            return true;
        }
    }

    @Override
    public long scan() throws IOException {
        Counter counter = new Counter();
        for (int file = 0; file < workload.files().size(); file++) {
            trie.parseText(workload.text(file), counter);
        }
        return counter.found;
    }

    @Override
    public void close() {
        // Nothing to give back.
    }
}
