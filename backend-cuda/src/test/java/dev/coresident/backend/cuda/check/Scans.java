package dev.coresident.backend.cuda.check;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.automata.input.Found;
import dev.coresident.automata.input.Input;
import dev.coresident.automata.match.FileOutcome;
import dev.coresident.automata.match.MatchSink;
import dev.coresident.automata.scan.ScanOptions;
import dev.coresident.automata.scan.ScanPlan;
import dev.coresident.automata.scan.ScanTenant;
import dev.coresident.automata.scan.Scanner;
import dev.coresident.automata.scan.ScannerOpening;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Iterator;

/** A backend with a scanner, host bytes in, matches out. One thread. */
final class Scans implements AutoCloseable {
    private final RuleTexts work;
    private final ResidentKernel kernel;
    private final Scanner scanner;

    /** Opens the backend with the rules as so many tenants. */
    Scans(String backend, RuleTexts work, int tenants, ScanOptions options) throws Exception {
        this.work = work;
        ScanPlan plan = new ScanPlan(
                Collections.nCopies(tenants, new ScanTenant(work.rules(), TenantPolicy.defaults())), options);
        kernel = ResidentKernel.open(plan.sized(KernelOptions.defaults().withBackend(backend)));
        switch (Scanner.open(kernel, plan)) {
            case ScannerOpening.Opened opened -> scanner = opened.scanner();
            case ScannerOpening.Refused refused -> {
                kernel.close();
                throw new IllegalStateException(refused.reason());
            }
        }
    }

    /** What a scan of all files says, a line for each match and each end of a file. */
    private static final class Said implements MatchSink {
        final StringBuilder text = new StringBuilder();
        final boolean kept;
        long matches;

        Said(boolean kept) {
            this.kept = kept;
        }

        @Override
        public void begin(Path path) {
            say(path.getFileName() + ":\n");
        }

        @Override
        public void match(int rule, long start, long end) {
            matches++;
            if (kept) {
                say(rule + " " + start + " " + end + "\n");
            }
        }

        @Override
        public void end(FileOutcome outcome) {
            if (!(outcome instanceof FileOutcome.Scanned)) {
                throw new IllegalStateException("not scanned: " + outcome);
            }
        }

        private void say(String line) {
            if (kept) {
                text.append(line);
            }
        }
    }

    private Said scan(boolean kept) throws Exception {
        Said said = new Said(kept);
        Iterator<Path> remaining = work.files().iterator();
        if (!scanner.scan(
                () -> remaining.hasNext() ? new Found.File(new Input(remaining.next(), false)) : null, said)) {
            throw new IllegalStateException("the scan was stopped");
        }
        return said;
    }

    /** Every match as text. */
    String matches() throws Exception {
        return scan(true).text.toString();
    }

    /** Counts matches. */
    long count() throws Exception {
        return scan(false).matches;
    }

    @Override
    public void close() throws IOException {
        scanner.close();
        kernel.close();
    }
}
