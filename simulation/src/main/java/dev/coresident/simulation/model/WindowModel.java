package dev.coresident.simulation.model;

import dev.coresident.simulation.scenario.Rule;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the words of one tenant's observable window may hold. Words are kept apart by use: added to, stored to, copied to, swapped.
 *
 * <p>A stored word is judged as a regular register (Lamport, 1986): it may show any store that no other store surely replaced, and one
 * store surely replaces another if the other's end was seen before it was submitted.
 */
public final class WindowModel {
    /** Words of a window. */
    public static final int WORDS = 16;
    /** First word that is stored to; those before it are added to. */
    public static final int STORED = 4;
    /** First word that is copied to. */
    public static final int COPIED = 10;
    /** First word that is swapped. */
    public static final int SWAPPED = 13;

    /** Set in every stored value, so that it is no count and no zero. */
    static final int MARK = 0x4000_0000;

    private final Book book;
    private final TenantModel tenant;
    private final int[] counted = new int[WORDS];
    private final int[] pending = new int[WORDS];
    private final BitSet[] befores = new BitSet[WORDS];
    private final List<List<Ticket>> stores = new ArrayList<>();
    private final boolean[] untouched = new boolean[WORDS];

    WindowModel(Book book, TenantModel tenant) {
        this.book = book;
        this.tenant = tenant;
        for (int word = 0; word < WORDS; word++) {
            befores[word] = new BitSet();
            stores.add(new ArrayList<>(4));
            untouched[word] = true;
        }
    }

    /** The value that a ticket stores. */
    public static int value(int serial) {
        return MARK | serial;
    }

    /** The least that a swapped word has reached. */
    public int swapped(int word) {
        return counted[word];
    }

    void submitted(Ticket ticket) {
        if (ticket.storeWord >= 0) {
            stores.get(ticket.storeWord).add(ticket);
        }
        if (ticket.countWord >= 0) {
            pending[ticket.countWord] += ticket.counts;
        }
    }

    /** The ticket's slot was seen DONE, or the ticket told so: what it did can be seen from now on. */
    void happened(Ticket ticket, int counts) {
        if (ticket.storeWord >= 0) {
            stored(ticket);
        }
        if (ticket.countWord >= 0) {
            pending[ticket.countWord] -= ticket.counts;
            counted[ticket.countWord] += counts;
        }
    }

    private void stored(Ticket ticket) {
        List<Ticket> candidates = stores.get(ticket.storeWord);
        untouched[ticket.storeWord] = false;
        for (int i = candidates.size() - 1; i >= 0; i--) {
            Ticket other = candidates.get(i);
            if (other.visibleAt > 0 && other.visibleAt < ticket.submittedAt) {
                other.replacedAt = book.now();
                candidates.remove(i);
            } else if (other != ticket && other.visibleAt > 0 && ticket.visibleAt < other.submittedAt) {
                ticket.replacedAt = book.now();
            }
        }
        if (ticket.replacedAt > 0) {
            candidates.remove(ticket);
        }
    }

    /** The ticket ended without its slot having run, and cannot run any more. */
    void failed(Ticket ticket) {
        if (ticket.storeWord >= 0) {
            stores.get(ticket.storeWord).remove(ticket);
        }
        if (ticket.countWord >= 0) {
            pending[ticket.countWord] -= ticket.counts;
        }
    }

    /** A new device begins with zeros; what has not ended may still run there. */
    void lost() {
        for (int word = 0; word < WORDS; word++) {
            counted[word] = 0;
            befores[word].clear();
            untouched[word] = true;
            List<Ticket> candidates = stores.get(word);
            for (int i = candidates.size() - 1; i >= 0; i--) {
                if (candidates.get(i).ended) {
                    candidates.get(i).replacedAt = book.now();
                    candidates.remove(i);
                }
            }
        }
    }

    /** What had ended on a device that is lost has not ended on the next one. */
    void again(Ticket ticket) {
        if (ticket.storeWord >= 0) {
            ticket.replacedAt = 0;
            if (!stores.get(ticket.storeWord).contains(ticket)) {
                stores.get(ticket.storeWord).add(ticket);
            }
        }
        if (ticket.countWord >= 0) {
            pending[ticket.countWord] += ticket.counts;
        }
    }

    /** An atomic op told which value it found: each is found by one op only. */
    void found(Ticket ticket, int word, int before) {
        if (before < 0 || before >= counted[word] + pending[word] || befores[word].get(before)) {
            book.violate(
                    Rule.EXACTLY_ONCE,
                    "%s found %s in word %d of %s, which %s"
                            .formatted(
                                    ticket,
                                    Integer.toUnsignedString(before),
                                    word,
                                    tenant,
                                    befores[word].get(Math.max(0, before))
                                            ? "another op found before"
                                            : "it never held"));
            return;
        }
        befores[word].set(before);
    }

    /** True if a load that was submitted at a moment may have found a value. */
    boolean mayHaveHeld(int word, int value, long since) {
        if (value == 0) {
            return true;
        }
        Ticket store = book.storeOf(value);
        return store != null
                && store.tenant == tenant
                && store.storeWord == word
                && (store.replacedAt == 0 || store.replacedAt >= since);
    }

    /** Judges what a word of the window holds now. */
    public void observe(int word, int value) {
        if (word < STORED || word >= SWAPPED) {
            if (value < counted[word] || value > counted[word] + pending[word]) {
                book.violate(
                        value < counted[word] ? Rule.VISIBILITY : Rule.EXACTLY_ONCE,
                        "word %d of %s is %s; %d ops on it have ended and %d have not"
                                .formatted(
                                        word, tenant, Integer.toUnsignedString(value), counted[word], pending[word]));
            }
        } else if (word < COPIED) {
            observeStored(word, value);
        } else if (value != 0) {
            Ticket store = book.storeOf(value);
            if (store == null || store.tenant != tenant) {
                foreign(word, value, store);
            }
        }
    }

    private void observeStored(int word, int value) {
        if (value == 0 && untouched[word]) {
            return;
        }
        List<Ticket> candidates = stores.get(word);
        for (int i = candidates.size() - 1; i >= 0; i--) {
            if (value(candidates.get(i).serial) == value) {
                return;
            }
        }
        Ticket store = book.storeOf(value);
        if (value != 0 && (store == null || store.tenant != tenant)) {
            foreign(word, value, store);
            return;
        }
        book.violate(
                Rule.VISIBILITY,
                "word %d of %s is %s, but %s".formatted(word, tenant, describe(value, store), expected(candidates)));
    }

    private static String describe(int value, @Nullable Ticket store) {
        return value == 0 ? "0" : "what " + store + " stored";
    }

    private static String expected(List<Ticket> candidates) {
        return candidates.isEmpty() ? "no store to it is known" : "it should be what one of " + candidates + " stored";
    }

    private void foreign(int word, int value, @Nullable Ticket store) {
        book.violate(
                Rule.ISOLATION,
                "word %d of %s is 0x%08x, which %s"
                        .formatted(word, tenant, value, store == null ? "nobody stored" : store + " stored"));
    }
}
