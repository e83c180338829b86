package dev.coresident.console.simulate;

import dev.coresident.simulation.scenario.ScheduleKind;
import java.util.Iterator;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The words for schedules, in lower case. */
final class Schedules implements ITypeConverter<ScheduleKind>, Iterable<String> {
    @Override
    public ScheduleKind convert(String word) {
        for (ScheduleKind kind : ScheduleKind.values()) {
            if (kind.label().equals(word)) {
                return kind;
            }
        }
        throw new TypeConversionException("expected one of "
                + Stream.of(ScheduleKind.values()).map(ScheduleKind::label).toList() + " but was '" + word + "'");
    }

    @Override
    public Iterator<String> iterator() {
        return Stream.of(ScheduleKind.values()).map(ScheduleKind::label).iterator();
    }
}
