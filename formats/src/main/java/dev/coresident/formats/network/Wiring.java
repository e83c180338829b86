package dev.coresident.formats.network;

import com.google.common.primitives.ImmutableIntArray;
import dev.coresident.formats.imported.Remark;
import dev.coresident.formats.reading.Findings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Who activates whom, by number: an element's number is its place in the file. Two elements belong to one component if a chain of
 * activations joins them, in whatever direction. Linear in elements and activations.
 */
final class Wiring {

    private static final int NOBODY = -1;

    private final List<Element> elements;
    private final int[][] targets;
    private final int[][] sources;
    private final int[] component;

    /** By element, the element that does not map and that may activate it, in steps; or {@link #NOBODY}. */
    private final int[] taint;

    /** By element, whether a start leads to it. */
    private final boolean[] started;

    Wiring(List<Element> elements, Findings findings) {
        this.elements = distinct(elements, findings);
        this.targets = resolve(findings);
        this.sources = turnedAround();
        this.component = components();
        this.taint = taints();
        this.started = started();
    }

    /** The elements, where one that has the name of an earlier one does not map: nothing could activate it. */
    private static List<Element> distinct(List<Element> elements, Findings findings) {
        Map<String, Element> named = new HashMap<>();
        List<Element> distinct = new ArrayList<>(elements.size());
        for (Element element : elements) {
            Element earlier = named.putIfAbsent(element.id(), element);
            if (earlier == null) {
                distinct.add(element);
            } else {
                findings.notMapped(
                        element.place(),
                        element.id(),
                        "an element of this name stands on line "
                                + earlier.place().line() + " already: give one of them another name");
                distinct.add(element.unmapped());
            }
        }
        return distinct;
    }

    private int[][] resolve(Findings findings) {
        Map<String, Integer> numbers = new HashMap<>();
        for (int number = 0; number < elements.size(); number++) {
            numbers.putIfAbsent(elements.get(number).id(), number);
        }
        int[][] resolved = new int[elements.size()][];
        long connections = 0;
        for (int from = 0; from < resolved.length; from++) {
            Element element = elements.get(from);
            ImmutableIntArray.Builder found = ImmutableIntArray.builder();
            for (String target : element.targets()) {
                Integer number = number(numbers, target);
                if (number == null) {
                    findings.notMapped(
                            element.place(), element.id(), "activates \"" + target + "\", and no element is called so");
                } else {
                    found.add(number);
                }
            }
            resolved[from] = found.build().stream().sorted().distinct().toArray();
            connections += resolved[from].length;
            if (connections > findings.limits().maxConnections()) {
                findings.refuse(Remark.NotMapped.overLimit(
                        element.place(),
                        element.id(),
                        "maxConnections",
                        findings.limits().maxConnections(),
                        connections));
                Arrays.fill(resolved, from, resolved.length, new int[0]);
                break;
            }
        }
        return resolved;
    }

    /** The element called {@code target}, or called what stands before the colon and the port. */
    private static @Nullable Integer number(Map<String, Integer> numbers, String target) {
        Integer number = numbers.get(target);
        int colon = target.lastIndexOf(':');
        return number != null || colon < 0 ? number : numbers.get(target.substring(0, colon));
    }

    private int[][] turnedAround() {
        int[] counts = new int[targets.length];
        for (int[] of : targets) {
            for (int target : of) {
                counts[target]++;
            }
        }
        int[][] turned = new int[targets.length][];
        Arrays.setAll(turned, number -> new int[counts[number]]);
        for (int from = 0; from < targets.length; from++) {
            for (int target : targets[from]) {
                turned[target][--counts[target]] = from;
            }
        }
        return turned;
    }

    private int[] components() {
        int[] found = new int[targets.length];
        Arrays.fill(found, NOBODY);
        int[] stack = new int[targets.length];
        for (int first = 0; first < found.length; first++) {
            if (found[first] != NOBODY) {
                continue;
            }
            int depth = 0;
            found[first] = first;
            stack[depth++] = first;
            while (depth > 0) {
                int at = stack[--depth];
                for (int[] neighbours : List.of(targets[at], sources[at])) {
                    for (int next : neighbours) {
                        if (found[next] == NOBODY) {
                            found[next] = first;
                            stack[depth++] = next;
                        }
                    }
                }
            }
        }
        return found;
    }

    private int[] taints() {
        int[] found = new int[targets.length];
        Arrays.fill(found, NOBODY);
        int[] stack = new int[targets.length];
        int depth = 0;
        for (int number = 0; number < found.length; number++) {
            if (elements.get(number).symbols() == null) {
                found[number] = number;
                stack[depth++] = number;
            }
        }
        while (depth > 0) {
            int at = stack[--depth];
            for (int next : targets[at]) {
                if (found[next] == NOBODY) {
                    found[next] = found[at];
                    stack[depth++] = next;
                }
            }
        }
        return found;
    }

    private boolean[] started() {
        boolean[] found = new boolean[targets.length];
        int[] stack = new int[targets.length];
        int depth = 0;
        for (int number = 0; number < found.length; number++) {
            if (elements.get(number).start() != Element.Start.NONE) {
                found[number] = true;
                stack[depth++] = number;
            }
        }
        while (depth > 0) {
            for (int next : targets[stack[--depth]]) {
                if (!found[next]) {
                    found[next] = true;
                    stack[depth++] = next;
                }
            }
        }
        return found;
    }

    /** Whether a start leads to it. */
    boolean isStarted(int number) {
        return started[number];
    }

    /** How many elements there are. */
    int size() {
        return targets.length;
    }

    Element element(int number) {
        return elements.get(number);
    }

    /** The elements that {@code number} activates, ascending. */
    int[] targets(int number) {
        return targets[number];
    }

    /** The elements that activate {@code number}. */
    int[] sources(int number) {
        return sources[number];
    }

    /** The first element of its component. */
    int component(int number) {
        return component[number];
    }

    /** Whether what it does follows from states alone. */
    boolean isExact(int number) {
        return taint[number] == NOBODY;
    }

    /** The element that keeps {@code number} from being exact. */
    Element culprit(int number) {
        return elements.get(taint[number]);
    }
}
