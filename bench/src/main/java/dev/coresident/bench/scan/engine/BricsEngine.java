package dev.coresident.bench.scan.engine;

import dk.brics.automaton.Automaton;
import dk.brics.automaton.BasicAutomata;
import dk.brics.automaton.RegExp;
import dk.brics.automaton.RunAutomaton;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Deterministic automata of "anything, then the pattern", stepped char by char. The words share one, which cannot say which of them
 * ended; regexes have one each and a pass each, since their union would not fit.
 */
final class BricsEngine implements Engine {
    private final Workload workload;
    private final List<RunAutomaton> automata = new ArrayList<>();

    BricsEngine(Workload workload) {
        this.workload = workload;
        if (workload.kind() == Patterns.WORDS) {
            CharSequence[] words =
                    workload.patterns().stream().sorted().distinct().toArray(CharSequence[]::new);
            add(BasicAutomata.makeStringUnion(words));
        } else {
            workload.patterns().forEach(pattern -> add(new RegExp(pattern, RegExp.NONE).toAutomaton()));
        }
    }

    private void add(Automaton pattern) {
        Automaton anywhere = BasicAutomata.makeAnyString().concatenate(pattern);
        anywhere.determinize();
        automata.add(new RunAutomaton(anywhere, true));
    }

    @Override
    public long scan() throws IOException {
        long found = 0;
        for (int file = 0; file < workload.files().size(); file++) {
            String text = workload.text(file);
            for (RunAutomaton automaton : automata) {
                found += ends(automaton, text);
            }
        }
        return found;
    }

    private static long ends(RunAutomaton automaton, String text) {
        long found = 0;
        int state = automaton.getInitialState();
        for (int i = 0; i < text.length(); i++) {
            state = automaton.step(state, text.charAt(i));
            if (automaton.isAccept(state)) {
                found++;
            }
        }
        return found;
    }

    @Override
    public void close() {
        // Nothing to give back.
    }
}
