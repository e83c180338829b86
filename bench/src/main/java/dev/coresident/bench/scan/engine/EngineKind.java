package dev.coresident.bench.scan.engine;

import dev.coresident.automata.match.Report;

/** The engines. */
public enum EngineKind {
    /** The program images executed by the simulator, one slot for a whole text and group. */
    SLOTS("Coresident, SCAN slots"),
    /** The product's scanner from files to ordered ends. */
    SCANNER_ENDS("Coresident Scanner, ends"),
    /** The same with two workers. */
    SCANNER_ENDS_2("Coresident Scanner, ends, 2 workers"),
    /** The product's scanner from files to ordered spans. */
    SCANNER_SPANS("Coresident Scanner, spans"),
    /** One pass for each rule. */
    JAVA_REGEX("java.util.regex"),
    /** One pass for each rule. */
    RE2J("RE2/J"),
    /** One pass for all words. */
    AHO_CORASICK("org.ahocorasick"),
    /** One union automaton for words, one pass for each regex. */
    BRICS("brics automaton"),
    /** One pass for all. */
    HYPERSCAN("hyperscan-java"),
    /** One pass for all, without a wrapper. */
    LIBHS("libhs of the system");

    /** A pass, or an automaton, for each rule would take minutes beyond. */
    private static final int MOST_PASSES = 10_000;

    private final String title;

    EngineKind(String title) {
        this.title = title;
    }

    /** For tables. */
    public String title() {
        return title;
    }

    /** True if it can do the work at all. */
    public boolean canRun(Workload workload) {
        return switch (this) {
            case SLOTS -> !workload.texts().isEmpty();
            case SCANNER_ENDS, SCANNER_ENDS_2, HYPERSCAN, LIBHS -> true;
            case AHO_CORASICK -> workload.kind() == Patterns.WORDS;
            case SCANNER_SPANS -> workload.kind() != Patterns.SETS;
            case JAVA_REGEX, RE2J, BRICS ->
                workload.kind() != Patterns.SETS && workload.patterns().size() <= MOST_PASSES;
        };
    }

    /** What it reports. */
    public Counting counting(Workload workload) {
        return switch (this) {
            case JAVA_REGEX, RE2J, SCANNER_SPANS -> Counting.SPANS;
            case BRICS -> workload.kind() == Patterns.WORDS ? Counting.POSITIONS : Counting.ENDS;
            default -> Counting.ENDS;
        };
    }

    /** Compiles the patterns. Whatever it throws says why it cannot take part. */
    public Engine open(Workload workload) throws Exception {
        return switch (this) {
            case SLOTS -> new SlotEngine(workload);
            case SCANNER_ENDS -> new ScannerEngine(workload, Report.ENDS);
            case SCANNER_ENDS_2 -> new ScannerEngine(workload, Report.ENDS, 2);
            case SCANNER_SPANS -> new ScannerEngine(workload, Report.SPANS);
            case JAVA_REGEX -> new JavaRegexEngine(workload);
            case RE2J -> new Re2jEngine(workload);
            case AHO_CORASICK -> new AhoCorasickEngine(workload);
            case BRICS -> new BricsEngine(workload);
            case HYPERSCAN -> new HyperscanEngine(workload);
            case LIBHS -> new LibhsEngine(workload);
        };
    }
}
