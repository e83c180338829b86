package dev.coresident.console.scan;

import dev.coresident.api.policy.Priority;
import dev.coresident.automata.match.Report;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The words that some options take: the names of an enum, in lower case. */
abstract class Words<E extends Enum<E>> extends ArrayList<String> implements ITypeConverter<E> {
    private static final long serialVersionUID = 1;

    private final transient List<E> values;

    Words(E[] values) {
        super(Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList());
        this.values = List.of(values);
    }

    @Override
    public E convert(String word) {
        int index = indexOf(word.toLowerCase(Locale.ROOT));
        if (index < 0) {
            throw new TypeConversionException("'" + word + "' is not one of " + String.join(", ", this));
        }
        return values.get(index);
    }

    /** The words of {@code --report}. */
    static final class Reports extends Words<Report> {
        private static final long serialVersionUID = 1;

        Reports() {
            super(Report.values());
        }
    }

    /** The words of {@code --format}. */
    static final class Formats extends Words<Format> {
        private static final long serialVersionUID = 1;

        Formats() {
            super(Format.values());
        }
    }

    /** The words of {@code --priority}. */
    static final class Priorities extends Words<Priority> {
        private static final long serialVersionUID = 1;

        Priorities() {
            super(Priority.values());
        }
    }
}
