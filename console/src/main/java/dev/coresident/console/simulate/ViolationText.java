package dev.coresident.console.simulate;

import dev.coresident.simulation.Finding;
import dev.coresident.simulation.Simulator;
import dev.coresident.simulation.scenario.MoveSet;
import dev.coresident.simulation.scenario.Verdict;
import dev.coresident.simulation.scenario.Violation;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** A violation in words: rule, what was seen, the moves that lead to it, and the command that shows it again. */
final class ViolationText {
    private ViolationText() {}

    static List<String> of(Simulator simulator, Finding finding) {
        List<String> lines = of(simulator, finding.shrunk());
        lines.add(
                1,
                "  seed %d, shrunk from %d moves to %d in %d runs"
                        .formatted(
                                finding.found().scenario().seed(),
                                finding.found().movesMade(),
                                finding.shrunk().movesMade(),
                                finding.attempts()));
        lines.add("again: " + finding.command());
        return lines;
    }

    static List<String> of(Simulator simulator, Verdict verdict) {
        Violation violation = Objects.requireNonNull(verdict.violation());
        List<String> lines = new ArrayList<>();
        lines.add("VIOLATION of " + violation.rule() + ": " + violation.rule().text());
        lines.add("  seen %s: %s"
                .formatted(
                        violation.move() == MoveSet.MOST ? "at the end" : "after move " + violation.move(),
                        violation.what()));
        lines.add("  moves:");
        for (String move : simulator.tell(verdict.scenario())) {
            lines.add("  " + move);
        }
        return lines;
    }
}
