package dev.coresident.bench.worklist;

import com.google.common.collect.ImmutableMap;
import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.policy.WorklistMode;
import dev.coresident.automata.CompileLimits;
import dev.coresident.automata.RuleSet;
import dev.coresident.automata.worklist.Worklist;
import dev.coresident.automata.worklist.WorklistOptions;
import dev.coresident.automata.worklist.WorklistPlan;
import dev.coresident.automata.worklist.WorklistReport;
import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Rule sets as tenants of one kernel, each with a worklist, driven in turns by one thread. */
final class TenantsRun implements AutoCloseable {
    private final ResidentKernel kernel;
    private final List<Worklist> worklists = new ArrayList<>();
    private long found;

    /**
     * Opens a kernel and a worklist for each rule set.
     *
     * @param occupancies told in turn; null for the kernel's own
     */
    TenantsRun(String backend, List<RuleSet> sets, WorklistOptions options, int @Nullable [] occupancies)
            throws Exception {
        List<WorklistPlan> plans = new ArrayList<>();
        for (RuleSet set : sets) {
            switch (WorklistPlan.of(set, CompileLimits.DEFAULT, options)) {
                case WorklistPlan.Outcome.Planned(WorklistPlan plan) -> plans.add(plan);
                case WorklistPlan.Outcome.Refused(String reason) -> throw new IllegalStateException(reason);
            }
        }
        kernel = ResidentKernel.open(KernelOptions.defaults()
                .withBackend(backend)
                .withTenants(plans.size(), 2)
                .withHeapBytes(plans.stream().mapToLong(WorklistPlan::heapBytes).sum()));
        for (WorklistPlan plan : plans) {
            worklists.add((occupancies == null
                            ? Worklist.open(kernel, plan, TenantPolicy.defaults())
                            : Worklist.open(kernel, plan, TenantPolicy.defaults(), inTurn(occupancies)))
                    .orThrow());
        }
    }

    private static IntSupplier inTurn(int[] values) {
        int[] next = {0};
        return () -> values[next[0]++ % values.length];
    }

    /** Every tenant traverses its text. */
    void over(List<byte[]> texts) throws Exception {
        for (int i = 0; i < worklists.size(); i++) {
            worklists.get(i).begin(MemorySegment.ofArray(texts.get(i)), (rule, end) -> found++);
        }
        boolean done = false;
        long idle = 0;
        while (!done) {
            boolean worked = kernel.poll() > 0;
            done = true;
            for (Worklist worklist : worklists) {
                worked |= worklist.advance();
                done &= worklist.isDone();
            }
            idle = worked ? 0 : idle + 1;
            if (!worked) {
                KernelTime.system().pause(idle);
            }
        }
    }

    /** Ends told so far, of all tenants. */
    long found() {
        return found;
    }

    /** What each tenant did. */
    List<WorklistReport> reports() {
        return worklists.stream().map(Worklist::report).toList();
    }

    static ImmutableMap<WorklistMode, Long> added(Map<WorklistMode, Long> one, Map<WorklistMode, Long> other) {
        Map<WorklistMode, Long> sums = new EnumMap<>(one);
        other.forEach((mode, count) -> sums.merge(mode, count, Long::sum));
        return ImmutableMap.copyOf(sums);
    }

    @Override
    public void close() {
        worklists.forEach(Worklist::close);
        kernel.close();
    }
}
