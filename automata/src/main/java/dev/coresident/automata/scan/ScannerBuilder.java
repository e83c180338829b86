package dev.coresident.automata.scan;

import dev.coresident.api.ResidentKernel;
import dev.coresident.api.memory.Allocation;
import dev.coresident.api.memory.Binding;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.tenant.Registration;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.automata.CompiledRule;
import dev.coresident.automata.RuleGroup;
import dev.coresident.automata.match.ScanRule;
import dev.coresident.automata.scan.file.FileScan;
import dev.coresident.automata.scan.file.GroupBinding;
import dev.coresident.automata.scan.file.KeptSearches;
import dev.coresident.automata.scan.file.OutputPool;
import dev.coresident.automata.scan.file.SlotCounts;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.program.ProgramImage;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;

/** Takes from a kernel what a scanner needs, or takes nothing. */
final class ScannerBuilder {
    /** Slots of one leg that the pump may not have recycled yet: the one that is out and the one that has just ended. */
    private static final int BACKLOG_OF_LEG = 2;

    private final ResidentKernel kernel;
    private final ScanPlan plan;
    private final List<Tenant> tenants = new ArrayList<>();
    private final List<ScanRule> rules = new ArrayList<>();
    private final List<DeviceBuffer> buffers = new ArrayList<>();
    private final List<GroupBinding> groups = new ArrayList<>();
    private final KeptSearches searches = new KeptSearches();
    private final List<OutputPool> outputs = new ArrayList<>();

    ScannerBuilder(ResidentKernel kernel, ScanPlan plan) {
        this.kernel = kernel;
        this.plan = plan;
    }

    ScannerOpening open() {
        try {
            for (ScanPlan.Share share : plan.shares()) {
                add(share);
            }
            SlotCounts counts = new SlotCounts();
            List<FileScan> places = new ArrayList<>();
            for (int i = 0; i < plan.options().filesInFlight(); i++) {
                places.add(new FileScan(
                        chunks(),
                        plan.headroomBytes(),
                        groups,
                        plan.options().report(),
                        plan.options().matchesInMemory(),
                        counts));
            }
            return new ScannerOpening.Opened(new Scanner(kernel, tenants, rules, buffers, outputs, places, counts));
        } catch (Refused e) {
            buffers.forEach(DeviceBuffer::close);
            outputs.forEach(OutputPool::close);
            tenants.forEach(kernel.tenants()::unregister);
            return new ScannerOpening.Refused(String.valueOf(e.getMessage()));
        }
    }

    private void add(ScanPlan.Share share) throws Refused {
        ScanTenant wanted = share.tenant();
        long legs = (long) plan.options().filesInFlight()
                * plan.options().chunksOfFile()
                * wanted.rules().groups().size();
        TenantPolicy policy =
                wanted.policy().withBacklogCap(Math.clamp(BACKLOG_OF_LEG * legs, 1, TenantPolicy.MAX_BACKLOG));
        Tenant tenant = switch (kernel.tenants().register(wanted.rules().label(), policy)) {
            case Registration.Registered(Tenant registered) -> registered;
            case Registration.Refused(String reason) -> throw new Refused(reason);
        };
        tenants.add(tenant);
        IdentityHashMap<CompiledRule, Integer> numbers = new IdentityHashMap<>();
        for (CompiledRule rule : wanted.rules().rules()) {
            numbers.put(rule, rules.size());
            rules.add(new ScanRule(
                    tenants.size() - 1, wanted.rules().label(), rule.rule().id()));
        }
        OutputPool pool = outputs(share, tenant);
        int local = 0;
        for (RuleGroup group : wanted.rules().groups()) {
            ProgramImage image = share.images().get(local);
            int opcode = switch (tenant.bind(local++, image)) {
                case Binding.Bound(int bound) -> bound;
                case Binding.Refused(String reason) -> throw new Refused(reason);
            };
            int[] ofGroup = group.rules().stream().mapToInt(numbers::get).toArray();
            groups.add(new GroupBinding(
                    tenant,
                    opcode,
                    group.rules(),
                    ofGroup,
                    image,
                    pool,
                    states(tenant, image),
                    kernel.device().computeUnits(),
                    searches));
        }
    }

    private OutputPool outputs(ScanPlan.Share share, Tenant tenant) throws Refused {
        OutputPool pool = new OutputPool(tenant, share.outputs(), share.outputBytes());
        outputs.add(pool);
        String refusal = pool.fill();
        if (refusal != null) {
            throw new Refused(refusal);
        }
        return pool;
    }

    private List<DeviceBuffer> states(Tenant tenant, ProgramImage image) throws Refused {
        List<DeviceBuffer> states = new ArrayList<>();
        long bytes = GroupBinding.stateBytes(image);
        for (int lane = 0; bytes > 0 && lane < plan.options().filesInFlight(); lane++) {
            states.add(granted(tenant.allocate(Purpose.HEAP, bytes)));
        }
        return states;
    }

    private List<DeviceBuffer> chunks() throws Refused {
        List<DeviceBuffer> chunks = new ArrayList<>();
        for (int i = 0; i < plan.options().chunksOfFile(); i++) {
            chunks.add(granted(kernel.allocateShared(Purpose.INPUT, plan.chunkBytes())));
        }
        return chunks;
    }

    private DeviceBuffer granted(Allocation allocation) throws Refused {
        return switch (allocation) {
            case Allocation.Granted(DeviceBuffer buffer) -> {
                buffers.add(buffer);
                yield buffer;
            }
            case Allocation.Refused(String reason) -> throw new Refused(reason);
        };
    }

    /** Unwinds to {@link #open}, which takes back what was granted. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1;

        Refused(String reason) {
            super(reason);
        }
    }
}
