package dev.coresident.bench.scan.engine;

import java.io.IOException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A pass for each rule, because an alternation would not say which rules matched. */
final class JavaRegexEngine implements Engine {
    private final Workload workload;
    private final List<Pattern> patterns;

    JavaRegexEngine(Workload workload) {
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
