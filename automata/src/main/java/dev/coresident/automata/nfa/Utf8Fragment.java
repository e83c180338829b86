package dev.coresident.automata.nfa;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.syntax.SymbolSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The states that read one code point of a set: one entry per distinct rest of a sequence, with the lead bytes that share it;
 * equal rests share their states.
 */
final class Utf8Fragment {

    /** The rests of sequences with the lead bytes that go before them. */
    private final Map<ImmutableList<Utf8.Range>, ByteSet> leads;

    private final int cost;

    private Utf8Fragment(Map<ImmutableList<Utf8.Range>, ByteSet> leads, int cost) {
        this.leads = leads;
        this.cost = cost;
    }

    /** The fragment of a set that is not empty. */
    static Utf8Fragment of(SymbolSet set) {
        Map<ImmutableList<Utf8.Range>, ByteSet> leads = new LinkedHashMap<>();
        Map<ImmutableList<Utf8.Range>, Boolean> rests = new HashMap<>();
        for (ImmutableList<Utf8.Range> sequence : Utf8.sequences(set)) {
            Utf8.Range lead = sequence.getFirst();
            leads.merge(sequence.subList(1, sequence.size()), ByteSet.range(lead.first(), lead.last()), ByteSet::union);
            for (int from = 1; from < sequence.size(); from++) {
                rests.put(sequence.subList(from, sequence.size()), true);
            }
        }
        return new Utf8Fragment(leads, rests.size() + 2 * leads.size() - 1);
    }

    /** How many states {@link #build} adds. */
    int cost() {
        return cost;
    }

    int build(NfaBuilder builder, int following) {
        Map<ImmutableList<Utf8.Range>, Integer> states = new HashMap<>();
        states.put(ImmutableList.of(), following);
        int entry = -1;
        for (Map.Entry<ImmutableList<Utf8.Range>, ByteSet> lead : leads.entrySet()) {
            int state = builder.consume(lead.getValue(), rest(lead.getKey(), states, builder));
            entry = entry < 0 ? state : builder.split(state, entry);
        }
        return entry;
    }

    private static int rest(
            ImmutableList<Utf8.Range> ranges, Map<ImmutableList<Utf8.Range>, Integer> states, NfaBuilder builder) {
        Integer known = states.get(ranges);
        if (known != null) {
            return known;
        }
        Utf8.Range first = ranges.getFirst();
        int following = rest(ranges.subList(1, ranges.size()), states, builder);
        int state = builder.consume(ByteSet.range(first.first(), first.last()), following);
        states.put(ranges, state);
        return state;
    }
}
