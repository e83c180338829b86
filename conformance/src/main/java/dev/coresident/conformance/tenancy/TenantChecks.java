package dev.coresident.conformance.tenancy;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.api.policy.Refusal;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.tenant.CounterTable;
import dev.coresident.api.tenant.Registration;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.api.tenant.TenantCounters;
import dev.coresident.conformance.desk.Desk;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.OpcodeSpace;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** The checks of chapter 10 that are about ids. */
final class TenantChecks {
    private static final int[] BOUNDARIES = {1, 28, 29, 1_023, 1_024, TenantWord.MAX_ID};
    private static final TenantPolicy SHORT = TenantPolicy.defaults().withBacklogCap(4);

    private TenantChecks() {}

    private static Geometry rowsFor(int tenants) {
        return new Geometry(Partitions.each(64), tenants, OpcodeSpace.DEFAULT_WINDOW, 2, 2, 4, 1, 0);
    }

    static void everyIdCanSubmit(Trial trial) throws Exception {
        for (int tenants : BOUNDARIES) {
            try (Desk desk = Desk.open(trial, rowsFor(tenants))) {
                List<Tenant> all = new ArrayList<>();
                for (int id = 1; id <= tenants; id++) {
                    all.add(desk.tenant("tenant " + id, SHORT));
                }
                for (Tenant tenant : all) {
                    Desk.ticket(tenant, tenant.submit(Opcodes.ATOMIC_ADD, tenant.id(), 1));
                }
                desk.settle();
                for (Tenant tenant : all) {
                    number(
                            "slots of " + tenant + " of " + tenants + " that are done",
                            tenant.counters().done(),
                            1);
                }
                for (int boundary : BOUNDARIES) {
                    if (boundary <= tenants) {
                        ownOpsRun(desk, all.get(boundary - 1));
                    }
                }
            }
        }
    }

    private static void ownOpsRun(Desk desk, Tenant tenant) throws InterruptedException {
        int opcode = tenant.bind(1, OpKind.ATOMIC_ADD).orThrow();
        word("the bound opcode of " + tenant, opcode, tenant.opcode(1));
        word(
                "the observable word that only " + tenant + " wrote",
                desk.ended(tenant, FaultCode.NONE, opcode, 1, 1).result(0),
                tenant.id());
    }

    static void idsAscendUntilAllAreTaken(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial)) {
            for (int id = 1; id <= Desk.SMALL.tenants(); id++) {
                number(
                        "the id of registration " + id,
                        desk.tenant("tenant", SHORT).id(),
                        id);
            }
            List<TenantCounters> before = desk.kernel().tenants().counters();
            long refused = desk.kernel().tenants().refusedRegistrations();
            that(
                    desk.kernel().tenants().register("one too many") instanceof Registration.Refused,
                    "a registration beyond the last id was accepted");
            number("refused registrations", desk.kernel().tenants().refusedRegistrations(), refused + 1);
            equal(
                    "the counters after a refused registration",
                    desk.kernel().tenants().counters(),
                    before);
        }
    }

    static void idsComeBackWithTheNextGeneration(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        try (Desk desk = Desk.open(trial)) {
            List<Tenant> live = new ArrayList<>();
            while (live.size() < Desk.SMALL.tenants()) {
                live.add(desk.tenant("first", SHORT));
            }
            for (int turn = 1; turn <= 200; turn++) {
                Tenant leaves = live.remove(random.nextInt(live.size()));
                desk.ended(leaves, FaultCode.NONE, Opcodes.STORE_U32, turn, 0);
                that(desk.kernel().tenants().unregister(leaves), "an active tenant could not be unregistered");
                that(!desk.kernel().tenants().unregister(leaves), "a tenant was unregistered twice");
                that(desk.kernel().tenants().find(leaves.id()).isEmpty(), "an unregistered tenant was found");
                Tenant comes = desk.tenant("turn " + turn, SHORT);
                number("the id that comes back", comes.id(), leaves.id());
                number("its generation", comes.generation(), leaves.generation() + 1);
                word("its tenant word", comes.word(), TenantWord.of(leaves.id(), leaves.generation() + 1));
                Desk.refused(leaves.submit(Opcodes.NOP), Refusal.REVOKED);
                number("published by the new tenant", comes.counters().published(), 0);
                word("a word that the last tenant stored", observed(desk, comes, 0), 0);
                live.add(comes);
            }
            Tenant first = live.removeFirst();
            Tenant second = live.removeFirst();
            second.revoke();
            first.revoke();
            desk.until("both ids are free", () -> !desk.kernel().tenants().isDraining());
            number("the id that came free first", desk.tenant("next", SHORT).id(), second.id());
            number("the id that came free next", desk.tenant("next", SHORT).id(), first.id());
        }
    }

    private static int observed(Desk desk, Tenant tenant, int index) throws InterruptedException {
        return desk.ended(tenant, FaultCode.NONE, Opcodes.ATOMIC_ADD, 0, index).result(0);
    }

    static void idsWaitForTheirLastSlot(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial, rowsFor(1))) {
            for (int turn = 0; turn < 50; turn++) {
                Tenant tenant = desk.tenant("only", TenantPolicy.defaults());
                desk.atOnce(() -> {
                    for (int i = 0; i < 100; i++) {
                        Desk.ticket(tenant, tenant.submit(Opcodes.NOP));
                    }
                    tenant.revoke();
                    that(
                            desk.kernel().tenants().register("early") instanceof Registration.Refused,
                            "an id was given out while 100 slots of its last tenant were outstanding");
                });
                desk.settle();
                desk.until("the id is free", () -> !desk.kernel().tenants().isDraining());
            }
            number("the generation after 50 tenants", desk.tenant("last", SHORT).generation(), 50);
        }
    }

    static void registeringAtOnceGivesDifferentIds(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial, rowsFor(64));
                ExecutorService pool = Executors.newFixedThreadPool(32)) {
            List<Future<Integer>> ids = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                ids.add(pool.submit(() -> desk.tenant("at once", SHORT).id()));
            }
            TreeSet<Integer> distinct = new TreeSet<>();
            for (Future<Integer> id : ids) {
                distinct.add(id.get());
            }
            equal(
                    "the ids of 32 registrations",
                    new ArrayList<>(distinct),
                    IntStream.rangeClosed(1, 32).boxed().toList());
        }
    }

    static void handlesAreShared(Trial trial) throws Exception {
        try (Desk desk = Desk.open(trial);
                ExecutorService pool = Executors.newFixedThreadPool(3)) {
            Tenant tenant = desk.tenant(1_024);
            List<Future<?>> producers = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Tenant handle = desk.kernel().tenants().find(tenant.id()).orElseThrow();
                producers.add(pool.submit(() -> {
                    for (int n = 0; n < 300; n++) {
                        Desk.ticket(handle, handle.submit(Opcodes.ATOMIC_ADD, 1, 0));
                    }
                }));
            }
            for (Future<?> producer : producers) {
                producer.get();
            }
            desk.settle();
            number("published through three handles", tenant.counters().published(), 900);
            number("done of three handles", tenant.counters().done(), 900);
            word("the word that 900 slots added to", observed(desk, tenant, 0), 900);
        }
    }

    static void listsAreSorted(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        CounterTable table = new CounterTable(Desk.SMALL.tenants());
        try (Desk desk = Desk.open(trial)) {
            List<Tenant> live = new ArrayList<>();
            for (int step = 0; step < 300; step++) {
                if (live.size() < Desk.SMALL.tenants() && random.nextBoolean()) {
                    live.add(desk.tenant("step " + step, SHORT));
                } else if (!live.isEmpty()) {
                    live.remove(random.nextInt(live.size())).revoke();
                }
                live.forEach(tenant -> tenant.submit(Opcodes.NOP));
                desk.settle();
                List<Integer> ids = live.stream().map(Tenant::id).sorted().toList();
                equal(
                        "the active ids",
                        desk.kernel().tenants().active().stream()
                                .map(Tenant::id)
                                .toList(),
                        ids);
                List<TenantCounters> counters = desk.kernel().tenants().counters();
                equal(
                        "the ids of the counters",
                        counters.stream().map(TenantCounters::id).toList(),
                        ids);
                desk.kernel().tenants().counters(table);
                number("rows of the table", table.rows(), ids.size());
                for (int row = 0; row < table.rows(); row++) {
                    number("the id of row " + row, table.id(row), ids.get(row));
                    number(
                            "published in row " + row,
                            table.published(row),
                            counters.get(row).published());
                    number(
                            "done in row " + row,
                            table.done(row),
                            counters.get(row).done());
                }
            }
        }
    }
}
