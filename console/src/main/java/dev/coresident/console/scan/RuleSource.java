package dev.coresident.console.scan;

import dev.coresident.api.policy.Priority;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** A rule file and how its tenant is treated: a group of options that may be repeated. */
public final class RuleSource {
    @Option(
            names = {"-r", "--rules"},
            required = true,
            paramLabel = "FILE",
            description = {
                "A rule file; its rules become one tenant, named after the file without its extension. Repeatable.",
                "A line is ID:/pattern/flags with flags of i s m 8 H; # begins a comment."
            })
    @SuppressWarnings("NullAway.Init") // required
    Path file;

    @Option(
            names = {"-p", "--priority"},
            paramLabel = "LEVEL",
            converter = Words.Priorities.class,
            completionCandidates = Words.Priorities.class,
            description = "Priority of the rule file named just before: ${COMPLETION-CANDIDATES} (default: normal).")
    Priority priority = Priority.NORMAL;
}
