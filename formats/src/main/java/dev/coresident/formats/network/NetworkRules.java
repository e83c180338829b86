package dev.coresident.formats.network;

import com.google.common.primitives.UnsignedInts;
import dev.coresident.automata.Rule;
import dev.coresident.automata.RulePlace;
import dev.coresident.automata.nfa.Nfa;
import dev.coresident.formats.imported.Remark;
import dev.coresident.formats.reading.Findings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes rules of a network: one for each component and report code. What follows from an element that does not map is not among
 * them; the rest is exact. If every code is a u32 and stands in one component only, codes are the rules' numbers; otherwise rules are
 * numbered from 1 in the order of the file.
 */
final class NetworkRules {

    private record Key(int component, String code) {}

    private record Built(String code, String firstOfComponent, RulePlace place, Nfa nfa) {}

    private final Findings findings;
    private final Wiring wiring;
    private final List<Built> built = new ArrayList<>();

    private NetworkRules(List<Element> elements, Findings findings) {
        this.findings = findings;
        this.wiring = new Wiring(elements, findings);
    }

    /** Adds the rules of {@code elements} to {@code findings}. */
    static void make(List<Element> elements, Findings findings) {
        if (!findings.ended()) {
            NetworkRules rules = new NetworkRules(elements, findings);
            rules.build(rules.reports());
            rules.number();
        }
    }

    private Map<Key, List<Integer>> reports() {
        Map<Key, List<Integer>> reports = new LinkedHashMap<>();
        for (int number = 0; number < wiring.size(); number++) {
            Element element = wiring.element(number);
            if (element.symbols() != null) {
                for (Element.Report report : element.reports()) {
                    reports.computeIfAbsent(new Key(wiring.component(number), report.code()), _ -> new ArrayList<>())
                            .add(number);
                }
            }
        }
        return reports;
    }

    private void build(Map<Key, List<Integer>> reports) {
        ProgramBuilder programs = new ProgramBuilder(wiring);
        for (Map.Entry<Key, List<Integer>> entry : reports.entrySet()) {
            if (findings.ended()) {
                return;
            }
            String code = entry.getKey().code();
            List<Integer> reporting = entry.getValue();
            RulePlace place = wiring.element(reporting.getFirst()).place();
            List<Integer> inexact =
                    reporting.stream().filter(number -> !wiring.isExact(number)).toList();
            if (!inexact.isEmpty()) {
                Element tainted = wiring.element(inexact.getFirst());
                findings.notMapped(
                        tainted.place(),
                        code,
                        "the report of \"" + tainted.id() + "\" depends on \""
                                + wiring.culprit(inexact.getFirst()).id() + "\", which does not map");
                continue;
            }
            Nfa nfa = programs.build(code, reporting);
            if (programs.work() > findings.limits().maxProgramWork()) {
                findings.refuse(Remark.NotMapped.overLimit(
                        place, code, "maxProgramWork", findings.limits().maxProgramWork(), programs.work()));
                return;
            }
            if (nfa == null) {
                findings.notMapped(
                        place,
                        code,
                        "no start leads to \""
                                + wiring.element(reporting.getFirst()).id()
                                + "\", so it never reports: give an element a start");
                continue;
            }
            String first = wiring.element(entry.getKey().component()).id();
            built.add(new Built(code, first, place, nfa));
        }
    }

    private void number() {
        Map<String, Integer> uses = new HashMap<>();
        built.forEach(rule -> uses.merge(rule.code(), 1, Integer::sum));
        Set<Integer> numbers = new HashSet<>();
        boolean byCode = built.stream().allMatch(rule -> isU32(rule.code()) && numbers.add(u32(rule.code())));
        int order = 0;
        for (Built rule : built) {
            order++;
            boolean unique = Integer.valueOf(1).equals(uses.get(rule.code()));
            findings.add(
                    Rule.program(byCode ? u32(rule.code()) : order, rule.nfa(), rule.place()),
                    unique ? rule.code() : rule.code() + "@" + rule.firstOfComponent());
        }
    }

    private static boolean isU32(String code) {
        return !code.isEmpty()
                && code.length() <= 10
                && code.chars().allMatch(digit -> digit >= '0' && digit <= '9')
                && Long.parseLong(code) <= UnsignedInts.toLong(-1);
    }

    private static int u32(String code) {
        return (int) Long.parseLong(code);
    }
}
