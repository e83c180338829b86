package dev.coresident.console.limit;

import dev.coresident.console.terminal.ByteSize;
import dev.coresident.console.terminal.CommandFailure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The option {@code --limit NAME=NUMBER} of commands that read rule files. */
public final class LimitOption {
    @Option(
            names = "--limit",
            paramLabel = "NAME=NUMBER",
            completionCandidates = Names.class,
            description = "Another limit for patterns and rule sets, by the name that errors give it, such as"
                    + " maxRepeat=2000, maxNfaStates=100000 or maxTotalBytes=2G; a wrong name is answered with all."
                    + " Repeatable.")
    private List<String> limits = new ArrayList<>();

    /** For shells. */
    static final class Names implements Iterable<String> {
        @Override
        public Iterator<String> iterator() {
            return RuleLimits.NAMES.stream().map(name -> name + "=").iterator();
        }
    }

    /** The limits that were asked for. */
    public RuleLimits limits() throws CommandFailure {
        Map<String, Long> values = new HashMap<>();
        for (String limit : limits) {
            int split = limit.indexOf('=');
            if (split < 0) {
                throw new CommandFailure("--limit " + limit + ": write NAME=NUMBER, such as maxRepeat=2000");
            }
            try {
                values.put(limit.substring(0, split), new ByteSize().convert(limit.substring(split + 1)));
            } catch (TypeConversionException e) {
                throw new CommandFailure("--limit " + limit + ": " + e.getMessage(), e);
            }
        }
        try {
            return RuleLimits.with(values);
        } catch (IllegalArgumentException e) {
            throw new CommandFailure("--limit: " + e.getMessage(), e);
        }
    }
}
