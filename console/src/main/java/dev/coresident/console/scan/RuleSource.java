package dev.coresident.console.scan;

import dev.coresident.api.policy.Priority;
import dev.coresident.formats.RuleFormat;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** A rule file and how its tenant is treated: a group of options that may be repeated. */
public final class RuleSource {
    @ArgGroup(multiplicity = "1")
    @SuppressWarnings("NullAway.Init") // required
    Named named;

    @Option(
            names = {"-p", "--priority"},
            paramLabel = "LEVEL",
            converter = Words.Priorities.class,
            completionCandidates = Words.Priorities.class,
            description = "Priority of the rule file named just before: ${COMPLETION-CANDIDATES} (default: normal).")
    Priority priority = Priority.NORMAL;

    /** One of three ways to name a file. */
    static final class Named {
        @Option(
                names = {"-r", "--rules"},
                required = true,
                paramLabel = "FILE",
                description = {
                    "A rule file; its rules become one tenant, named after the file without its extension. Repeatable.",
                    "A line is ID:/pattern/flags with flags of i s m 8 H D; # begins a comment. Files called .anml, .mnrl,"
                            + " .toml (gitleaks), .yar and .yara are read as such."
                })
        @Nullable
        Path rules;

        @Option(
                names = {"-w", "--words"},
                required = true,
                paramLabel = "FILE",
                description =
                        "A file with a word a line, searched byte for byte: a tenant as with --rules. Repeatable.")
        @Nullable
        Path words;

        @Option(
                names = {"-c", "--compiled"},
                required = true,
                paramLabel = "FILE",
                description =
                        "A rule set that `coresident compile` saved: a tenant with the name of the rule file that it was"
                                + " compiled from. Only of people whose rules you would run. Repeatable.")
        @Nullable
        Path compiled;
    }

    Path file() {
        Path patterns = named.words == null ? named.rules : named.words;
        return Objects.requireNonNull(patterns == null ? named.compiled : patterns, "one of three");
    }

    boolean isCompiled() {
        return named.compiled != null;
    }

    RuleFormat format() {
        return named.words == null ? RuleFormat.ofName(file()) : RuleFormat.WORDS;
    }
}
