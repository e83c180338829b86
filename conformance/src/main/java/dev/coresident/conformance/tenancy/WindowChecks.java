package dev.coresident.conformance.tenancy;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.api.policy.Refusal;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.tenant.RegistryOptions;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.api.tenant.TenantRegistry;
import dev.coresident.api.tenant.Window;
import dev.coresident.conformance.desk.Desk;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.Opcodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** The checks of chapter 10 that are about windows and opcodes. */
final class WindowChecks {
    /** Of the reserved opcodes, those that a tenant may submit alone, as docs/protocol.md lists them. */
    private static final Set<Integer> SYSTEM = Set.of(
            Opcodes.NOP,
            Opcodes.STORE_U32,
            Opcodes.ATOMIC_ADD,
            Opcodes.LOAD_U32,
            Opcodes.COMPARE_SWAP,
            Opcodes.MEMCPY,
            Opcodes.DFA_STEP,
            Opcodes.LOAD_MISS,
            Opcodes.PRINTF,
            Opcodes.PACKED_SLOT);

    private WindowChecks() {}

    static void windowsAreDisjoint(Trial trial) throws Exception {
        TenantRegistry registry = TenantRegistry.create(RegistryOptions.defaults());
        List<Tenant> tenants = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            Tenant tenant = registry.register("label " + i % 3).orThrow();
            equal("the label", tenant.label(), "label " + i % 3);
            number(
                    "opcodes in the window",
                    tenant.window().size(),
                    registry.options().windowSize());
            tenants.add(tenant);
        }
        for (Tenant one : tenants) {
            for (Tenant other : tenants) {
                Window a = one.window();
                Window b = other.window();
                that(
                        one == other
                                || Integer.compareUnsigned(a.first() + a.size() - 1, b.first()) < 0
                                || Integer.compareUnsigned(b.first() + b.size() - 1, a.first()) < 0,
                        () -> "the windows of " + one + " and " + other + " overlap: " + a + ", " + b);
            }
        }
    }

    static void localOpcodesMapIntoTheWindow(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        try (Desk desk = Desk.open(trial)) {
            desk.tenant(4);
            Tenant tenant = desk.tenant(4);
            int size = tenant.window().size();
            word("the opcode of local 42", tenant.opcode(42), tenant.window().first() + 42);
            for (int i = 0; i < 512; i++) {
                int local = random.nextInt(2 * size);
                if (local < size) {
                    word(
                            "the opcode of local " + local,
                            tenant.opcode(local),
                            tenant.window().first() + local);
                } else {
                    outside(tenant, local);
                }
            }
            for (int local : new int[] {size, size + 1, Integer.MAX_VALUE, Integer.MIN_VALUE, -1}) {
                outside(tenant, local);
            }
        }
    }

    private static void outside(Tenant tenant, int local) {
        try {
            tenant.opcode(local);
        } catch (IllegalArgumentException refused) {
            that(
                    String.valueOf(refused.getMessage()).contains(Integer.toUnsignedString(local)),
                    () -> "the refusal of local opcode " + Integer.toUnsignedString(local) + " does not name it: "
                            + refused.getMessage());
            return;
        }
        that(false, () -> "local opcode " + Integer.toUnsignedString(local) + " was mapped beyond the window");
    }

    static void otherOpcodesAreRefused(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        try (Desk desk = Desk.open(trial)) {
            Tenant before = desk.tenant(1_024);
            Tenant tenant = desk.tenant(1_024);
            Tenant after = desk.tenant(1_024);
            List<Integer> opcodes = new ArrayList<>();
            for (int opcode = 0; opcode < 16; opcode++) {
                opcodes.add(opcode);
                opcodes.add(0xFFF0 + opcode);
                opcodes.add(opcode - 8 + Opcodes.PACKED_SLOT);
                opcodes.add(Opcodes.SHUTDOWN - opcode);
            }
            for (Tenant whose : List.of(before, tenant, after)) {
                opcodes.add(whose.window().first() - 1);
                opcodes.add(whose.window().first());
                opcodes.add(whose.window().first() + whose.window().size() - 1);
                opcodes.add(whose.window().first() + whose.window().size());
            }
            for (int i = 0; i < 400; i++) {
                opcodes.add(random.nextInt());
            }
            for (int opcode : opcodes) {
                boolean own = Integer.compareUnsigned(
                                opcode - tenant.window().first(),
                                tenant.window().size())
                        < 0;
                long published = tenant.counters().published();
                long answer = tenant.submit(opcode);
                if (own || SYSTEM.contains(opcode)) {
                    Desk.ticket(tenant, answer);
                } else {
                    Desk.refused(answer, Refusal.OPCODE_REFUSED);
                    number("published after a refusal", tenant.counters().published(), published);
                }
            }
            desk.settle();
        }
    }

    static void unboundOpcodesFault(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = desk.tenant("unbound", TenantPolicy.defaults());
            for (int local : new int[] {0, 1, 7, 8, 254, 255}) {
                desk.ended(tenant, FaultCode.UNBOUND_OPCODE, tenant.opcode(local));
            }
            number("faulted", tenant.counters().faulted(), 6);
        }
    }
}
