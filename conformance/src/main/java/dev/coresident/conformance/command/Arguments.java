package dev.coresident.conformance.command;

import dev.coresident.conformance.rule.Capability;
import dev.coresident.conformance.rule.Effort;
import dev.coresident.conformance.rule.Rule;
import dev.coresident.conformance.rule.Subject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What the command was asked for. */
final class Arguments {
    private final List<UnaryOperator<Subject>> changes = new ArrayList<>();
    private final List<String> rules = new ArrayList<>();
    private @Nullable String backend;
    private boolean list;
    private boolean help;

    private Arguments() {}

    /**
     * Reads the words.
     *
     * @throws IllegalArgumentException with what is wrong
     */
    static Arguments parse(List<String> words) {
        Arguments arguments = new Arguments();
        Iterator<String> rest = words.iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            if (word.equals("--help")) {
                arguments.help = true;
                return arguments; // whatever else was said
            } else if (word.equals("--list")) {
                arguments.list = true;
            } else if (word.startsWith("--")) {
                if (!rest.hasNext()) {
                    throw new IllegalArgumentException("the option " + word + " needs a value");
                }
                arguments.option(word, rest.next());
            } else if (arguments.backend == null) {
                arguments.backend = word;
            } else {
                throw new IllegalArgumentException("one backend at a time, got " + arguments.backend + " and " + word);
            }
        }
        if (arguments.backend == null && !arguments.list) {
            throw new IllegalArgumentException("which backend? give its name");
        }
        return arguments;
    }

    private void option(String option, String value) {
        switch (option) {
            case "--property" -> {
                String[] pair = pair(option, value);
                changes.add(subject -> subject.withProperty(pair[0], pair[1]));
            }
            case "--without" -> {
                String[] pair = pair(option, value);
                Capability limit = capability(pair[0]);
                changes.add(subject -> subject.without(limit, pair[1]));
            }
            case "--offering" -> {
                Capability offer = capability(value);
                changes.add(subject -> subject.offering(offer));
            }
            case "--rules" -> rules.addAll(List.of(value.split(",", -1)));
            case "--seed" -> effort(option, value, (effort, number) -> effort.withSeed(number));
            case "--hostile-slots" -> effort(option, value, (effort, number) -> effort.withHostileSlots(number));
            case "--patience" ->
                effort(
                        option,
                        value,
                        (effort, number) -> effort.withLimits(Duration.ofSeconds(number), effort.ruleLimit()));
            case "--rule-limit" ->
                effort(
                        option,
                        value,
                        (effort, number) -> effort.withLimits(effort.patience(), Duration.ofSeconds(number)));
            default -> throw new IllegalArgumentException("there is no option " + option);
        }
    }

    /** One change of the effort by a number. */
    private interface Change {
        Effort apply(Effort effort, long number);
    }

    private void effort(String option, String value, Change change) {
        long number;
        try {
            number = Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("the option " + option + " needs a number, got " + value, e);
        }
        changes.add(subject -> subject.withEffort(change.apply(subject.effort(), number)));
    }

    private static String[] pair(String option, String value) {
        int equals = value.indexOf('=');
        if (equals < 1) {
            throw new IllegalArgumentException("the option " + option + " needs NAME=VALUE, got " + value);
        }
        return new String[] {value.substring(0, equals), value.substring(equals + 1)};
    }

    private static Capability capability(String name) {
        try {
            return Capability.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "there is no capability " + name + ": use one of " + Arrays.toString(Capability.values()), e);
        }
    }

    boolean isHelp() {
        return help;
    }

    boolean isList() {
        return list;
    }

    boolean wants(Rule rule) {
        return rules.isEmpty()
                || rules.contains(rule.id().toString())
                || rules.contains(Integer.toString(rule.id().chapter()));
    }

    /** @throws IllegalArgumentException if the backend is not there or a declaration is wrong */
    Subject subject() {
        Subject subject = Subject.named(String.valueOf(backend));
        for (UnaryOperator<Subject> change : changes) {
            subject = change.apply(subject);
        }
        return subject;
    }
}
