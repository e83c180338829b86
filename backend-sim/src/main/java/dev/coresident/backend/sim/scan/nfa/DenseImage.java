package dev.coresident.backend.sim.scan.nfa;

import java.util.Arrays;

/**
 * An NFA image as words of bits, for automata in which so many states are active at once that lists of them cost more than words. The
 * idea is that of bit-parallel simulation of Glushkov automata (Navarro and Raffinot, 1999), with shifts for what stands side by side: a
 * step shifts all words by one bit, carries through {@linkplain DenseRuns runs}, keeps what leads to itself, and treats the other transitions one by one, by what they come from or,
 * where many lead to one state, by what they go to. Immutable; any worker.
 */
final class DenseImage {
    /** So many transitions to a state that are no shifts are looked at from there. */
    private static final int GATHERED = 6;

    final DensePlaces places;
    final DenseRuns runs;
    /** By word: bits that the place before leads to. */
    final long[] shifted;
    /** By word: bits that lead to themselves. */
    final long[] kept;
    /** By word: bits that are enabled at every byte. */
    final long[] every;
    /** By class and word: bits that are entered with it. */
    final long[][] takes;

    /** Words with bits that lead elsewhere. */
    final int[] leadingWords;
    /** By word: bits that lead elsewhere. */
    final long[] leading;
    /** By place, and one more: where what it leads to starts in the list. */
    final int[] leadsIndex;
    /** Places. */
    final int[] leadsTo;

    /** Places that many lead to. */
    final int[] gathering;
    /** By index of those, and one more: where what leads to them starts in the lists. */
    final int[] gatheredIndex;
    /** Words to look at, and the bits in them. */
    final int[] gatheredWord;

    final long[] gatheredBits;

    /** Words with bits that report. */
    final int[] reportingWords;
    /** By word: bits that report. */
    final long[] reporting;

    DenseImage(NfaImage image) {
        places = new DensePlaces(image);
        runs = new DenseRuns(image, places);
        int words = places.words();
        shifted = new long[words];
        kept = new long[words];
        every = new long[words];
        takes = new long[image.classes.count][words];
        leading = new long[words];
        reporting = new long[words];
        for (int state : image.everyByte) {
            set(every, places.placeOf[state]);
        }
        for (int state = 0; state < image.states; state++) {
            for (int c = image.nextClass(state, 0); c >= 0; c = image.nextClass(state, c + 1)) {
                set(takes[c], places.placeOf[state]);
            }
            if (image.acceptIndex[state] < image.acceptIndex[state + 1]) {
                set(reporting, places.placeOf[state]);
            }
        }
        int[] others = sortTransitions(image);
        Gathered gathered = new Gathered(image, others);
        gathering = gathered.targets.toArray();
        gatheredIndex = gathered.index.toArray();
        gatheredWord = gathered.words.toArray();
        gatheredBits = Arrays.copyOf(gathered.bits, gatheredWord.length);
        leadsIndex = new int[places.stateAt.length + 1];
        leadsTo = leads(image, others);
        leadingWords = wordsOf(leading);
        reportingWords = wordsOf(reporting);
    }

    /** What a byte costs at least, in words looked at. */
    long cost() {
        return shifted.length
                + 2L * leadingWords.length
                + reportingWords.length
                + 4L * gathering.length
                + 2L * gatheredWord.length;
    }

    private static void set(long[] bits, int place) {
        bits[place >>> 6] |= 1L << place;
    }

    private boolean isEvery(int state) {
        int place = places.placeOf[state];
        return (every[place >>> 6] >>> place & 1) != 0;
    }

    private boolean isOther(int state, int next) {
        return state != next
                && !isEvery(next)
                && !places.follows(state, next)
                && !runs.covers(places.placeOf[state], places.placeOf[next]);
    }

    /** Sets what is a shift or leads to itself; by state: how many other transitions lead to it. */
    private int[] sortTransitions(NfaImage image) {
        int[] others = new int[image.states];
        for (int state = 0; state < image.states; state++) {
            for (int i = image.successorIndex[state]; i < image.successorIndex[state + 1]; i++) {
                int next = image.successors[i];
                if (isOther(state, next)) {
                    others[next]++;
                } else if (state == next) {
                    set(kept, places.placeOf[state]);
                } else if (places.follows(state, next)) {
                    set(shifted, places.placeOf[next]);
                }
            }
        }
        return others;
    }

    private int[] leads(NfaImage image, int[] others) {
        IntArena list = new IntArena();
        for (int place = 0; place < places.stateAt.length; place++) {
            int state = places.stateAt[place];
            for (int i = state < 0 ? 0 : image.successorIndex[state];
                    state >= 0 && i < image.successorIndex[state + 1];
                    i++) {
                int next = image.successors[i];
                if (isOther(state, next) && others[next] < GATHERED) {
                    list.add(places.placeOf[next]);
                    set(leading, place);
                }
            }
            leadsIndex[place + 1] = list.size();
        }
        return list.toArray();
    }

    private static int[] wordsOf(long[] bits) {
        IntArena words = new IntArena();
        for (int word = 0; word < bits.length; word++) {
            if (bits[word] != 0) {
                words.add(word);
            }
        }
        return words.toArray();
    }

    /** The places that many transitions lead to, each with the bits that do. */
    private final class Gathered {
        final IntArena targets = new IntArena();
        final IntArena index = new IntArena();
        final IntArena words = new IntArena();
        long[] bits = new long[16];

        Gathered(NfaImage image, int[] others) {
            int[] from = new int[image.states + 1];
            for (int state = 0; state < image.states; state++) {
                from[state + 1] = from[state] + (others[state] >= GATHERED ? others[state] : 0);
            }
            int[] sources = new int[from[image.states]];
            int[] next = from.clone();
            for (int state = 0; state < image.states; state++) {
                for (int i = image.successorIndex[state]; i < image.successorIndex[state + 1]; i++) {
                    int target = image.successors[i];
                    if (others[target] >= GATHERED && isOther(state, target)) {
                        sources[next[target]++] = places.placeOf[state];
                    }
                }
            }
            index.add(0);
            for (int state = 0; state < image.states; state++) {
                if (from[state] < from[state + 1]) {
                    targets.add(places.placeOf[state]);
                    add(Arrays.copyOfRange(sources, from[state], from[state + 1]));
                    index.add(words.size());
                }
            }
        }

        private void add(int[] sources) {
            Arrays.sort(sources);
            int word = -1;
            for (int source : sources) {
                if (source >>> 6 != word) {
                    word = source >>> 6;
                    if (words.size() == bits.length) {
                        bits = Arrays.copyOf(bits, 2 * bits.length);
                    }
                    words.add(word);
                }
                bits[words.size() - 1] |= 1L << source;
            }
        }
    }
}
