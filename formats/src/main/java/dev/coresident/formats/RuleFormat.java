package dev.coresident.formats;

import dev.coresident.automata.BadRules;
import dev.coresident.automata.Rule;
import dev.coresident.automata.RuleFile;
import dev.coresident.automata.RulePlace;
import dev.coresident.automata.RuleProblem;
import dev.coresident.formats.gitleaks.Gitleaks;
import dev.coresident.formats.imported.ImportLimits;
import dev.coresident.formats.imported.ImportOutcome;
import dev.coresident.formats.imported.Remark;
import dev.coresident.formats.network.Anml;
import dev.coresident.formats.network.Mnrl;
import dev.coresident.formats.reading.Findings;
import dev.coresident.formats.words.WordList;
import dev.coresident.formats.yara.Yara;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A format that rule files come in. Reading is a function of name and bytes: any bytes end in an outcome, within the limits, on the
 * calling thread.
 */
public enum RuleFormat {

    /** Lines {@code ID:/pattern/flags}, as Hyperscan's tools write them. */
    LINES {
        @Override
        void read(String name, byte[] content, BadRules badRules, Findings findings) {
            switch (RuleFile.parse(name, content, findings.limits().pattern(), badRules)) {
                case RuleFile.Outcome.Read(RuleFile file) -> {
                    for (Rule rule : file.rules()) {
                        findings.add(rule, "");
                    }
                    for (RuleProblem problem : file.skipped()) {
                        findings.notMapped(problem.place(), "", problem.cause().message());
                    }
                }
                case RuleFile.Outcome.Refused(RuleProblem problem) ->
                    findings.refuse(problem.place(), problem.cause().message());
            }
        }
    },

    /** A word a line, taken byte for byte; a rule's number is its line. */
    WORDS {
        @Override
        void read(String name, byte[] content, BadRules badRules, Findings findings) {
            WordList.read(name, content, findings);
        }
    },

    /** Automata networks in XML; a rule is the part of a network that leads to one report code. */
    ANML {
        @Override
        void read(String name, byte[] content, BadRules badRules, Findings findings) {
            Anml.read(name, content, findings);
        }
    },

    /** Automata networks in JSON; as {@link #ANML}. */
    MNRL {
        @Override
        void read(String name, byte[] content, BadRules badRules, Findings findings) {
            Mnrl.read(name, content, findings);
        }
    },

    /** The {@code [[rules]]} of gitleaks in TOML; a rule's number is its place in the file, from 1. */
    GITLEAKS {
        @Override
        void read(String name, byte[] content, BadRules badRules, Findings findings) {
            Gitleaks.read(name, content, findings);
        }
    },

    /** The strings of YARA rules; a rule's number is its string's place in the file, from 1. */
    YARA {
        @Override
        void read(String name, byte[] content, BadRules badRules, Findings findings) {
            Yara.read(name, content, findings);
        }
    };

    /** The format that a file's extension names: anml, mnrl, toml, yar or yara; {@link #LINES} for all others. */
    public static RuleFormat ofName(Path path) {
        String extension = com.google.common.io.Files.getFileExtension(path.toString());
        return switch (extension.toLowerCase(Locale.ROOT)) {
            case "anml" -> ANML;
            case "mnrl" -> MNRL;
            case "toml" -> GITLEAKS;
            case "yar", "yara" -> YARA;
            default -> LINES;
        };
    }

    /**
     * Reads a file.
     *
     * @throws IOException if the file cannot be read; never for what is in it
     */
    public ImportOutcome read(Path path, ImportLimits limits, BadRules badRules) throws IOException {
        byte[] content;
        try (InputStream in = Files.newInputStream(path)) {
            content = in.readNBytes(limits.maxFileBytes() + 1);
        }
        return parse(path.toString(), content, limits, badRules);
    }

    /**
     * Reads the bytes of a file.
     *
     * @param name the file's name, for places and for the label
     * @param badRules whether what does not map refuses everything or is left out with a remark
     */
    public ImportOutcome parse(String name, byte[] content, ImportLimits limits, BadRules badRules) {
        Findings findings = new Findings(name, limits, badRules);
        if (content.length > limits.maxFileBytes()) {
            findings.refuse(Remark.NotMapped.overLimit(
                    new RulePlace(name, 1, 1), "", "maxFileBytes", limits.maxFileBytes(), content.length));
        } else {
            read(name, content, badRules, findings);
        }
        return findings.outcome();
    }

    abstract void read(String name, byte[] content, BadRules badRules, Findings findings);
}
