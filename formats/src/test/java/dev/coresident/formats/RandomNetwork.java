package dev.coresident.formats;

import dev.coresident.formats.Scans.Match;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** A random network of states, how it is written in two formats, and what it reports, found by walking it byte by byte. */
final class RandomNetwork {

    static final int NO_START = 0;
    static final int FIRST_BYTE = 1;
    static final int EVERY_BYTE = 2;

    /** A state; symbols are letters of {@code abcd}, code -1 for none. */
    record State(String symbols, boolean negated, int start, Set<Integer> targets, int code) {
        boolean takes(byte value) {
            return symbols.indexOf(value) >= 0 != negated;
        }

        String set() {
            return symbols.isEmpty() ? "*" : "[" + (negated ? "^" : "") + symbols + "]";
        }
    }

    final List<State> states = new ArrayList<>();

    RandomNetwork(Random random) {
        int count = 1 + random.nextInt(12);
        for (int number = 0; number < count; number++) {
            Set<Integer> targets = new TreeSet<>();
            for (int edge = random.nextInt(3); edge > 0; edge--) {
                targets.add(random.nextInt(count));
            }
            String symbols = random.nextInt(6) == 0
                    ? ""
                    : "abcd".substring(random.nextInt(4)).substring(0, 1);
            symbols += symbols.isEmpty() || random.nextBoolean() ? "" : "d";
            states.add(new State(
                    symbols,
                    symbols.isEmpty() || random.nextInt(4) == 0,
                    random.nextInt(3) == 0 ? 1 + random.nextInt(2) : number == 0 ? EVERY_BYTE : NO_START,
                    targets,
                    random.nextInt(3) == 0 ? random.nextInt(5) : -1));
        }
    }

    String anml() {
        StringBuilder xml =
                new StringBuilder("<?xml version=\"1.0\"?>\n<anml version=\"1.0\">\n<automata-network id=\"n\">\n");
        for (int number = 0; number < states.size(); number++) {
            State state = states.get(number);
            String start = List.of("none", "start-of-data", "all-input").get(state.start);
            xml.append(String.format(
                    "<state-transition-element id=\"s%d\" symbol-set=\"%s\" start=\"%s\">%n",
                    number, state.set(), start));
            if (state.code >= 0) {
                xml.append(String.format("<report-on-match reportcode=\"%d\"/>%n", state.code));
            }
            for (int target : state.targets) {
                xml.append(String.format("<activate-on-match element=\"s%d\"/>%n", target));
            }
            xml.append("</state-transition-element>\n");
        }
        return xml + "</automata-network>\n</anml>\n";
    }

    String mnrl() {
        List<String> nodes = new ArrayList<>();
        for (int number = 0; number < states.size(); number++) {
            State state = states.get(number);
            String enable =
                    List.of("onActivateIn", "onStartAndActivateIn", "always").get(state.start);
            String activate = String.join(
                    ",",
                    state.targets.stream()
                            .map(target -> "{\"id\":\"s" + target + "\",\"portId\":\"i\"}")
                            .toList());
            nodes.add(String.format(
                    Locale.ROOT,
                    "{\"id\":\"s%d\",\"type\":\"hState\",\"enable\":\"%s\",\"report\":%b,\"inputDefs\":[{\"portId\":\"i\",\"width\":1}],"
                            + "\"outputDefs\":[{\"portId\":\"o\",\"width\":1,\"activate\":[%s]}],"
                            + "\"attributes\":{\"latched\":false,\"symbolSet\":\"%s\"%s}}",
                    number,
                    enable,
                    state.code >= 0,
                    activate,
                    state.set(),
                    state.code >= 0 ? ",\"reportId\":" + state.code : ""));
        }
        return "{\"id\":\"n\",\"nodes\":[\n" + String.join(",\n", nodes) + "]}\n";
    }

    /** The first state of the component of each. */
    int[] components() {
        int[] component = new int[states.size()];
        Arrays.setAll(component, number -> number);
        for (boolean changed = true; changed; ) {
            changed = false;
            for (int from = 0; from < component.length; from++) {
                for (int target : states.get(from).targets) {
                    int least = Math.min(component[from], component[target]);
                    changed |= component[from] != least || component[target] != least;
                    component[from] = least;
                    component[target] = least;
                }
            }
        }
        return component;
    }

    /** Whether a start leads to a state that reports {@code code}. */
    boolean canReport(int component, int code) {
        int[] components = components();
        BitSet reached = new BitSet();
        for (int number = 0; number < states.size(); number++) {
            reached.set(number, components[number] == component && states.get(number).start != NO_START);
        }
        for (int before = -1; before != reached.cardinality(); ) {
            before = reached.cardinality();
            for (int number : reached.stream().toArray()) {
                states.get(number).targets.forEach(reached::set);
            }
        }
        return reached.stream().anyMatch(number -> states.get(number).code == code);
    }

    /** Where a component reports a code: every byte activates the states that start there and those that were activated. */
    Set<Long> ends(int component, int code, byte[] input) {
        Set<Long> ends = new TreeSet<>();
        BitSet active = new BitSet();
        for (int at = 0; at < input.length; at++) {
            activateStarts(active, at, component);
            active = step(active, input[at], code, at + 1L, ends);
        }
        return ends;
    }

    /** The leftmost-longest of what starts at each place, without overlap. */
    Set<Match> spans(int rule, int component, int code, byte[] input) {
        Set<Match> spans = new TreeSet<>();
        for (int start = 0; start < input.length; ) {
            BitSet active = new BitSet();
            activateStarts(active, start, component);
            TreeSet<Long> ends = new TreeSet<>();
            for (int at = start; at < input.length && !active.isEmpty(); at++) {
                active = step(active, input[at], code, at + 1L, ends);
            }
            if (ends.isEmpty()) {
                start++;
            } else {
                spans.add(new Match(rule, start, ends.last()));
                start = (int) (long) ends.last();
            }
        }
        return spans;
    }

    private void activateStarts(BitSet active, int at, int component) {
        int[] components = components();
        for (int number = 0; number < states.size(); number++) {
            int start = states.get(number).start;
            if (components[number] == component && (start == EVERY_BYTE || (start == FIRST_BYTE && at == 0))) {
                active.set(number);
            }
        }
    }

    private BitSet step(BitSet active, byte value, int code, long end, Set<Long> ends) {
        BitSet next = new BitSet();
        active.stream()
                .mapToObj(states::get)
                .filter(state -> state.takes(value))
                .forEach(state -> {
                    state.targets.forEach(next::set);
                    if (state.code == code) {
                        ends.add(end);
                    }
                });
        return next;
    }
}
