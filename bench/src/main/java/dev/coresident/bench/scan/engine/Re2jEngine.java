package dev.coresident.bench.scan.engine;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.io.IOException;
import java.util.List;

/** A pass for each rule, as with java.util.regex: it has no sets of patterns. */
final class Re2jEngine implements Engine {
    private final Workload workload;
    private final List<Pattern> patterns;

    Re2jEngine(Workload workload) {
        this.workload = workload;
        patterns = workload.patterns().stream().map(Pattern::compile).toList();
    }

    @Override
    public long scan() throws IOException {
        long found = 0;
        for (int file = 0; file < workload.files().size(); file++) {
            String text = workload.text(file);
            for (Pattern pattern : patterns) {
                Matcher matcher = pattern.matcher(text);
                while (matcher.find()) {
                    found++;
                }
            }
        }
        return found;
    }

    @Override
    public void close() {
        // Nothing to give back.
    }
}
