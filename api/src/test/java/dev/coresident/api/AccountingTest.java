package dev.coresident.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.device.HandDevice;
import dev.coresident.api.device.Slot;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.Refusal;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.SlotBatch;
import dev.coresident.api.ring.TicketState;
import dev.coresident.api.tenant.Registration;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.api.tenant.TenantCounters;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.program.Opcodes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random operations over many tenants, against a model that counts by itself: the figures agree after every step. */
class AccountingTest {
    private static final int STEPS = 400;

    /** What a test knows of a tenant without asking it. */
    private static final class Account {
        final Tenant tenant;
        final List<int[]> told = new ArrayList<>();
        long published;
        long done;
        long faulted;
        long refused;
        boolean revoked;

        Account(Tenant tenant) {
            this.tenant = tenant;
        }

        void accept(long first, int slots) {
            assertThat(first).isEqualTo(published);
            published += slots;
        }
    }

    private static void check(Account account) {
        TenantCounters counters = account.tenant.counters();
        assertThat(counters.published()).isEqualTo(account.published);
        assertThat(counters.done()).isEqualTo(account.done);
        assertThat(counters.faulted()).isEqualTo(account.faulted);
        assertThat(counters.outstanding())
                .isEqualTo(account.published - account.done - account.faulted)
                .isBetween(0L, (long) counters.backlogCap());
        assertThat(counters.refusals()).isEqualTo(account.refused);
        assertThat(account.told)
                .as("no listener twice")
                .allSatisfy(times -> assertThat(times[0]).isLessThanOrEqualTo(1));
    }

    @Property(tries = 12)
    void theFiguresAgreeWithTheModelAfterEveryStep(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        HandDevice device = Kernels.hand(16);
        ResidentKernel kernel = Kernels.over(device);
        List<Account> accounts = new ArrayList<>();
        List<Slot> open = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(10)) {
                case 0 -> register(random, kernel, accounts);
                case 1, 2, 3 -> submit(random, accounts);
                case 4 -> submitBatch(random, accounts);
                case 5, 6 -> open.addAll(device.takeAll());
                case 7, 8 -> end(random, kernel, device, accounts, open);
                default -> {
                    if (random.nextInt(8) == 0 && !accounts.isEmpty()) {
                        Account account = accounts.get(random.nextInt(accounts.size()));
                        assertThat(kernel.tenants().unregister(account.tenant)).isNotEqualTo(account.revoked);
                        account.revoked = true;
                    }
                }
            }
            kernel.poll();
            accounts.forEach(AccountingTest::check);
        }
        while (accounts.stream().anyMatch(account -> account.published > account.done + account.faulted)) {
            open.addAll(device.takeAll());
            end(random, kernel, device, accounts, open);
            kernel.poll();
        }
        accounts.forEach(AccountingTest::check);
        accounts.forEach(account -> assertThat(account.told)
                .as("every listener once")
                .allSatisfy(times -> assertThat(times[0]).isEqualTo(1)));
        assertThat(kernel.snapshot().spurious()).isZero();
        assertThat(kernel.close(Kernels.LIMIT).isClean()).isTrue();
    }

    private static void register(Random random, ResidentKernel kernel, List<Account> accounts) {
        TenantPolicy policy = TenantPolicy.defaults()
                .withBacklogCap(random.nextInt(40))
                .withWeight(1 + random.nextInt(5))
                .withQuota(1 + random.nextInt(20));
        if (kernel.tenants().register("t", policy) instanceof Registration.Registered(Tenant tenant)) {
            accounts.add(new Account(tenant));
        }
    }

    private static void submit(Random random, List<Account> accounts) {
        for (Account account : accounts) {
            if (random.nextInt(3) == 0) {
                continue;
            }
            int[] times = new int[1];
            long answer = account.tenant.submit(
                    Priority.of(random.nextInt(5)),
                    completion -> times[0]++,
                    random.nextInt(20) == 0 ? Opcodes.SHUTDOWN : Opcodes.NOP);
            if (answer >= 0) {
                account.accept(answer, 1);
                account.told.add(times);
            } else {
                account.refused++;
                assertThat(account.revoked).isEqualTo(Refusal.of(answer) == Refusal.REVOKED);
            }
        }
    }

    private static void submitBatch(Random random, List<Account> accounts) {
        if (accounts.isEmpty()) {
            return;
        }
        Account account = accounts.get(random.nextInt(accounts.size()));
        SlotBatch batch = new SlotBatch(20);
        int items = random.nextInt(20);
        for (int i = 0; i < items; i++) {
            batch.add(Opcodes.NOP).orThrow();
        }
        int[] times = new int[1];
        long answer =
                account.tenant.submitBatch(Priority.of(random.nextInt(5)), batch, items, completion -> times[0]++);
        if (answer >= 0) {
            account.accept(answer - items, items + 1);
            account.told.add(times);
        } else {
            account.refused++;
            assertThat(Refusal.of(answer) == Refusal.BATCH_TOO_LARGE)
                    .isEqualTo(!account.revoked
                            && items + 1 > Math.min(16, account.tenant.policy().backlogCap()));
        }
    }

    /** Ends some of what was taken, in any order, and tells the model. */
    private static void end(
            Random random, ResidentKernel kernel, HandDevice device, List<Account> accounts, List<Slot> open) {
        for (int count = random.nextInt(30); count > 0 && !open.isEmpty(); count--) {
            Slot slot = open.remove(random.nextInt(open.size()));
            Account account = accounts.stream()
                    .filter(candidate -> candidate.tenant.word() == slot.tenant())
                    .findFirst()
                    .orElseThrow();
            if (account.revoked && random.nextBoolean()) {
                device.end(slot, FaultCode.TENANT_REVOKED);
                account.faulted++;
            } else {
                device.end(slot);
                account.done++;
            }
        }
        kernel.poll();
    }

    @Property(tries = 5)
    void onTheSteppedSimulatorEverySubmissionEndsOnceAndTheFiguresAddUp(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        ResidentKernel kernel = ResidentKernel.open(KernelOptions.defaults()
                .withBackend("sim")
                .withGeometry(Kernels.geometry(16))
                .withProperty("engine", "stepped")
                .withProperty("seed", Long.toString(seed)));
        List<Account> accounts = new ArrayList<>();
        for (int step = 0; step < STEPS; step++) {
            switch (random.nextInt(8)) {
                case 0 -> register(random, kernel, accounts);
                case 1, 2, 3, 4 -> submit(random, accounts);
                case 5, 6 -> submitBatch(random, accounts);
                default -> {
                    if (random.nextInt(8) == 0 && !accounts.isEmpty()) {
                        Account account = accounts.get(random.nextInt(accounts.size()));
                        kernel.tenants().unregister(account.tenant);
                        account.revoked = true;
                    }
                }
            }
            kernel.poll();
            for (Account account : accounts) {
                TenantCounters counters = account.tenant.counters();
                assertThat(counters.published()).isEqualTo(account.published);
                assertThat(counters.outstanding()).isBetween(0L, (long) counters.backlogCap());
                assertThat(counters.faulted() == 0 || account.revoked).isTrue();
            }
        }
        Completion outcome = new Completion();
        for (Account account : accounts) {
            if (account.published > 0) {
                assertThat(account.tenant.await(account.published - 1, Kernels.LIMIT, outcome))
                        .isNotEqualTo(TicketState.OUTSTANDING);
            }
            account.tenant.quiesce(Kernels.LIMIT);
        }
        assertThat(kernel.close(Kernels.LIMIT).isClean()).isTrue();
        for (Account account : accounts) {
            account.done = account.tenant.counters().done();
            account.faulted = account.published - account.done;
            check(account);
            assertThat(account.told)
                    .as("every listener once")
                    .allSatisfy(times -> assertThat(times[0]).isEqualTo(1));
        }
    }
}
