package dev.coresident.console.web.rules;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import dev.coresident.api.ResidentKernel;
import dev.coresident.automata.scan.ScanOptions;
import dev.coresident.automata.scan.ScanPlan;
import dev.coresident.automata.scan.ScanTenant;
import dev.coresident.console.web.gate.RequestRefused;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The rule sets that are served at the moment, by label. They change while bodies are scanned: a set that is replaced or removed scans
 * what it began with to its end, the new one everything that comes later, so that no body is scanned by half of each and no match is
 * lost. Any thread; one change at a time.
 */
final class RuleShelf {
    /** Rule sets at once. */
    static final int MOST_SETS = 256;

    private final ResidentKernel kernel;
    private final ReentrantLock changing = new ReentrantLock();
    private volatile ImmutableMap<String, RuleDesk> desks = ImmutableMap.of();
    private volatile boolean closed;

    RuleShelf(ResidentKernel kernel) {
        this.kernel = kernel;
    }

    /** How a served rule set is scanned with. */
    static ScanPlan plan(ScanTenant tenant) {
        return new ScanPlan(List.of(tenant), ScanOptions.defaults().withFilesInFlight(1));
    }

    /** Those of now. */
    Collection<RuleDesk> desks() {
        return desks.values();
    }

    /**
     * Puts a rule set in the place of its label. A set that is suspended is not replaced: its successor would not be suspended, and
     * the body that it holds would never end.
     *
     * @param upload gets the policy of the set that it replaces, if there is one
     * @param mayReplace whether there may be one already
     * @return the new desk
     * @throws IOException if the kernel refuses it, and then nothing changed
     */
    RuleDesk put(RuleUpload upload, boolean mayReplace) throws IOException {
        String label = upload.rules().label();
        RuleDesk before;
        RuleDesk next;
        changing.lock();
        try {
            before = desks.get(label);
            if (before != null && !mayReplace) {
                throw new RequestRefused(
                        409, "rules-exist", "there are rules of that name: PUT replaces them, or choose another name");
            }
            if (before != null) {
                demandResumed(before);
            }
            if (closed || (before == null && desks.size() >= MOST_SETS)) {
                throw new RequestRefused(
                        409, "too-many-rules", "at most " + MOST_SETS + " rule sets are served: DELETE one first");
            }
            next = RuleDesk.open(
                    kernel,
                    plan(upload.tenant(before == null ? null : before.tenant().policy())));
            Map<String, RuleDesk> changed = new LinkedHashMap<>(desks);
            changed.put(label, next);
            desks = ImmutableMap.copyOf(changed);
        } finally {
            changing.unlock();
        }
        if (before != null) {
            before.retire();
        }
        return next;
    }

    /** Takes a rule set away, unless it is suspended; what it is scanning is scanned to its end. */
    void remove(String label) throws IOException {
        RuleDesk gone;
        changing.lock();
        try {
            Map<String, RuleDesk> changed = new LinkedHashMap<>(desks);
            gone = changed.remove(label);
            if (gone == null) {
                throw unknown();
            }
            demandResumed(gone);
            desks = ImmutableMap.copyOf(changed);
        } finally {
            changing.unlock();
        }
        gone.retire();
    }

    /**
     * Enters the desks of labels, or of all rule sets.
     *
     * @return to be left, each
     */
    List<RuleDesk> enter(List<String> labels) throws IOException {
        for (; ; ) {
            if (closed) {
                throw new RequestRefused(503, "stopping", "the server stops");
            }
            ImmutableMap<String, RuleDesk> now = desks;
            List<RuleDesk> entered = new ArrayList<>();
            boolean all = true;
            for (RuleDesk desk : labels.isEmpty() ? now.values() : chosen(now, labels)) {
                if (!desk.enter()) {
                    all = false;
                    break;
                }
                entered.add(desk);
            }
            if (all) {
                return entered;
            }
            // One was replaced since the look at the shelf: its successor stands there by now.
            leave(entered);
        }
    }

    private static List<RuleDesk> chosen(ImmutableMap<String, RuleDesk> desks, List<String> labels) {
        ImmutableList.Builder<RuleDesk> chosen = ImmutableList.builder();
        for (String label : labels.stream().distinct().toList()) {
            RuleDesk desk = desks.get(label);
            if (desk == null) {
                throw unknown();
            }
            chosen.add(desk);
        }
        return chosen.build();
    }

    private static RequestRefused unknown() {
        return new RequestRefused(
                404, "no-such-rules", "there are no rules of that name: GET /api/v1/rules lists them");
    }

    private static void demandResumed(RuleDesk desk) {
        if (desk.isHeld()) {
            throw new RequestRefused(
                    409,
                    "tenant-suspended",
                    "rules are replaced and removed while their tenant is not suspended, and %s of \"%s\" is: resume or revoke it first with POST /api/v1/tenants/%d/resume or .../revoke"
                            .formatted(
                                    desk.tenant(), desk.label(), desk.tenant().id()));
        }
    }

    /** Leaves each, whatever becomes of the others: a desk that keeps somebody inside is never closed. */
    static void leave(List<RuleDesk> entered) throws IOException {
        each(entered, RuleDesk::leave);
    }

    private static void each(Collection<RuleDesk> desks, Parting parting) throws IOException {
        IOException failed = null;
        for (RuleDesk desk : desks) {
            try {
                parting.of(desk);
            } catch (IOException e) {
                if (failed == null) {
                    failed = e;
                } else {
                    failed.addSuppressed(e);
                }
            }
        }
        if (failed != null) {
            throw failed;
        }
    }

    private interface Parting {
        void of(RuleDesk desk) throws IOException;
    }

    void close() throws IOException {
        changing.lock();
        try {
            closed = true;
            each(desks.values(), RuleDesk::stop);
        } finally {
            changing.unlock();
        }
    }
}
