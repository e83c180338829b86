package dev.coresident.api;

import static dev.coresident.api.Kernels.idle;
import static dev.coresident.api.Kernels.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.api.device.HandDevice;
import dev.coresident.api.device.Slot;
import dev.coresident.api.memory.Allocation;
import dev.coresident.api.memory.Binding;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.HandleWord;
import dev.coresident.spi.layout.OpRow;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.Words;
import dev.coresident.spi.program.CustomOp;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Device memory: charged, zeroed, named by handles, and not reused under a slot that may still touch it. */
@Timeout(300)
class MemoryTest {
    private static HandDevice small(int handles, long heapBytes) {
        Geometry geometry = new Geometry(Partitions.each(8), 4, 64, 8, 16, handles, 16, heapBytes);
        return new HandDevice(geometry, ExecutionModel.RESIDENT);
    }

    private static String refusal(Allocation allocation) {
        assertThat(allocation).isInstanceOf(Allocation.Refused.class);
        assertThatThrownBy(allocation::orThrow).isInstanceOf(IllegalStateException.class);
        return ((Allocation.Refused) allocation).reason();
    }

    private static int handleWord(HandDevice device, int handle) {
        return Words.get(
                device.region(Region.CONTROL),
                ControlLayout.of(device.geometry()).handleRow(HandleWord.row(handle)) + HandleRow.HANDLE);
    }

    @Test
    void memoryIsNotReusedWhileASlotThatWasInTheRingHasNotEnded() throws Exception {
        HandDevice device = small(8, 256);
        try (ResidentKernel kernel = Kernels.over(device)) {
            Tenant tenant = kernel.tenants().register("t").orThrow();
            DeviceBuffer buffer = tenant.allocate(Purpose.INPUT, 256).orThrow();
            tenant.submit(Opcodes.NOP, buffer.handle());
            until(kernel, () -> device.tail(2) == 1);
            Slot user = Objects.requireNonNull(device.take(2));

            buffer.close();
            buffer.close();
            assertThat(handleWord(device, buffer.handle())).as("closed at once").isZero();
            idle(kernel);
            assertThat(kernel.ledger().currentBytes()).isEqualTo(256);
            refusal(tenant.allocate(Purpose.INPUT, 64));

            tenant.submit(Opcodes.NOP);
            until(kernel, () -> device.tail(2) == 2);
            device.end(user);
            until(kernel, () -> kernel.ledger().currentBytes() == 0);
            assertThat(tenant.counters().outstanding())
                    .as("a slot published later does not hold it")
                    .isEqualTo(1);
            assertThat(tenant.allocate(Purpose.INPUT, 256).orThrow().bytes()).isEqualTo(256);
            device.endAll(device.takeAll());
        }
    }

    @Test
    void anItemOfABatchHoldsMemoryUntilItsFenceHasEnded() throws Exception {
        HandDevice device = small(8, 256);
        try (ResidentKernel kernel = Kernels.over(device)) {
            Tenant tenant = kernel.tenants().register("t").orThrow();
            DeviceBuffer buffer = tenant.allocate(Purpose.INPUT, 64).orThrow();
            RingOrderTest.submitBatch(tenant, Priority.LOW, 3, 1);
            until(kernel, () -> device.tail(3) == 4);
            List<Slot> slots = device.takeAll();
            buffer.close();
            device.endAll(slots.subList(0, 3));
            until(kernel, () -> tenant.counters().done() == 3);
            idle(kernel);
            assertThat(kernel.ledger().currentBytes()).isEqualTo(64);
            device.end(slots.get(3));
            until(kernel, () -> kernel.ledger().currentBytes() == 0);
        }
    }

    @Test
    void memoryIsZeroWhenItIsHandedOutAgain() throws Exception {
        try (ResidentKernel kernel = Kernels.over(small(8, 256))) {
            Tenant tenant = kernel.tenants().register("t").orThrow();
            DeviceBuffer first = tenant.allocate(Purpose.INPUT, 200).orThrow();
            assertThat(first.segment().byteSize()).isEqualTo(200);
            first.segment().fill((byte) 0xFF);
            first.close();
            until(kernel, () -> kernel.ledger().currentBytes() == 0);
            DeviceBuffer again = tenant.allocate(Purpose.INPUT, 250).orThrow();
            assertThat(again.segment().toArray(ValueLayout.JAVA_BYTE)).containsOnly(0);
            assertThat(again.handle()).isNotEqualTo(first.handle());
        }
    }

    @Test
    void aRowThatIsUsedAgainHasAnotherHandleEachTime() throws Exception {
        HandDevice device = small(1, 256);
        try (ResidentKernel kernel = Kernels.over(device)) {
            Tenant tenant = kernel.tenants().register("t").orThrow();
            Set<Integer> handles = new HashSet<>();
            for (int i = 0; i < HandleWord.GENERATIONS; i++) {
                DeviceBuffer buffer = tenant.allocate(Purpose.INPUT, 64).orThrow();
                assertThat(handles.add(buffer.handle())).isTrue();
                assertThat(HandleWord.row(buffer.handle())).isEqualTo(1);
                assertThat(handleWord(device, buffer.handle())).isEqualTo(buffer.handle());
                buffer.close();
                kernel.poll();
                assertThat(kernel.ledger().currentBytes()).isZero();
            }
            assertThat(handles).doesNotContain(0);
        }
    }

    @Test
    void everyBoundIsRefusedWithItsRuleAndNothingStaysCharged() throws Exception {
        try (ResidentKernel kernel = Kernels.over(small(4, 512))) {
            Tenant tenant = kernel.tenants()
                    .register("t", TenantPolicy.defaults().withMemoryCeilingBytes(320))
                    .orThrow();
            assertThat(refusal(tenant.allocate(Purpose.INPUT, 0))).contains("at least 1 byte, got 0");
            assertThat(refusal(tenant.allocate(Purpose.INPUT, -1))).contains("-1");
            for (long huge : new long[] {513, Long.MAX_VALUE, Long.MAX_VALUE - 62, Long.MAX_VALUE - 64}) {
                assertThat(refusal(tenant.allocate(Purpose.INPUT, huge))).contains(Long.toString(huge), "larger heap");
            }
            assertThat(refusal(tenant.allocate(Purpose.INPUT, 321))).contains("320");
            assertThat(kernel.ledger().currentBytes()).isZero();

            List<DeviceBuffer> buffers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                buffers.add(tenant.allocate(Purpose.INPUT, 1).orThrow());
            }
            assertThat(kernel.ledger().currentBytes()).isEqualTo(256);
            assertThat(refusal(tenant.allocate(Purpose.INPUT, 1)))
                    .isEqualTo("all 4 handles are open: close buffers, or open the kernel with more handles");
            assertThat(kernel.ledger().currentBytes()).isEqualTo(256);
            buffers.get(0).close();
            buffers.get(2).close();
            kernel.poll();
            DeviceBuffer shared = kernel.allocateShared(Purpose.INPUT, 256).orThrow();
            assertThat(refusal(kernel.allocateShared(Purpose.INPUT, 128)))
                    .isEqualTo("the device heap has 128 bytes free, the largest piece 64, and 128 were asked for: close"
                            + " buffers, or open the kernel with a larger heap");
            assertThat(kernel.ledger().currentBytes()).isEqualTo(384);
            shared.close();
        }
    }

    @Test
    void unregisteringGivesBackAllThatTheTenantHeld() throws Exception {
        HandDevice device = small(8, 1_024);
        try (ResidentKernel kernel = Kernels.over(device)) {
            Tenant tenant = kernel.tenants().register("t").orThrow();
            Tenant other = kernel.tenants().register("u").orThrow();
            DeviceBuffer kept = other.allocate(Purpose.INPUT, 64).orThrow();
            DeviceBuffer first = tenant.allocate(Purpose.INPUT, 64).orThrow();
            DeviceBuffer second = tenant.allocate(Purpose.OUTPUT, 64).orThrow();
            tenant.submit(Opcodes.NOP, first.handle());
            until(kernel, () -> device.tail(2) == 1);
            second.close();
            kernel.tenants().unregister(tenant);
            idle(kernel);
            assertThat(kernel.ledger().currentBytes()).isEqualTo(192);
            assertThat(refusal(tenant.allocate(Purpose.INPUT, 64))).contains("revoked");
            device.endAll(device.takeAll());
            until(kernel, () -> kernel.ledger().currentBytes() == 64);
            assertThat(handleWord(device, first.handle())).isZero();
            assertThat(handleWord(device, kept.handle())).isEqualTo(kept.handle());
            first.close();
            idle(kernel);
            assertThat(kernel.ledger().currentBytes()).isEqualTo(64);
        }
    }

    @Test
    void aRecycledIdFindsNeitherTheBindingsNorTheWordsOfItsLastTenant() throws Exception {
        Geometry one = new Geometry(Partitions.each(8), 1, 64, 8, 16, 8, 16, 256);
        try (ResidentKernel kernel = Kernels.sim(one)) {
            Tenant first = kernel.tenants().register("first").orThrow();
            int opcode = first.bind(3, OpKind.ATOMIC_ADD).orThrow();
            for (int i = 0; i < 3; i++) {
                assertThat(Kernels.done(first, first.submit(opcode, 5, 0)).result(0))
                        .isEqualTo(5 * i);
            }
            kernel.tenants().unregister(first);
            Tenant second = kernel.tenants().register("second").orThrow();
            assertThat(second.id()).isEqualTo(first.id());
            assertThat(Kernels.done(second, second.submit(Opcodes.LOAD_U32, 0, 1))
                            .result(0))
                    .isZero();
            assertThat(Kernels.ended(second, second.submit(opcode, 5, 0)).fault())
                    .isEqualTo(FaultCode.UNBOUND_OPCODE);
            assertThat(first.bind(3, OpKind.NOP)).isInstanceOf(Binding.Refused.class);
        }
    }

    @Test
    void aBindingChangesForSlotsClaimedLaterAndItsBoundsAreRefused() throws Exception {
        try (ResidentKernel kernel = Kernels.sim()) {
            Tenant tenant = kernel.tenants().register("t").orThrow();
            int opcode = tenant.bind(7, OpKind.STORE_U32).orThrow();
            assertThat(opcode).isEqualTo(tenant.opcode(7));
            Kernels.done(tenant, tenant.submit(opcode, 40, 2));
            tenant.bind(7, OpKind.ATOMIC_ADD).orThrow();
            assertThat(Kernels.done(tenant, tenant.submit(opcode, 2, 2)).result(0))
                    .isEqualTo(40);
            for (int outside : new int[] {8, -1, Integer.MIN_VALUE}) {
                assertThatThrownBy(() -> tenant.bind(outside, OpKind.NOP).orThrow())
                        .hasMessageContaining(Integer.toUnsignedString(outside))
                        .hasMessageContaining("only [0, 8)");
            }
            assertThatThrownBy(() -> tenant.bind(0, OpKind.SCAN).orThrow()).hasMessageContaining("image");
            CustomOp custom = new CustomOp("nobody_has_it");
            assertThatThrownBy(() -> tenant.bind(0, custom).orThrow())
                    .hasMessageContaining("no custom op \"nobody_has_it\", only []");
            assertThatThrownBy(() -> tenant.bind(8, custom).orThrow()).hasMessageContaining("only [0, 8)");
        }
    }

    @Test
    void anImageThatWasExchangedIsFoundUntilTheSlotsInTheRingHaveEnded() throws Exception {
        HandDevice device = small(8, 4_096);
        try (ResidentKernel kernel = Kernels.over(device)) {
            Tenant tenant = kernel.tenants().register("t").orThrow();
            int opcode = tenant.bind(0, Images.empty()).orThrow();
            long row = ControlLayout.of(device.geometry()).opRow(tenant.id() * 8);
            int first = Words.get(device.region(Region.CONTROL), row + OpRow.IMAGE);
            tenant.submit(opcode);
            until(kernel, () -> device.tail(2) == 1);
            Slot scanning = Objects.requireNonNull(device.take(2));

            tenant.bind(0, Images.empty()).orThrow();
            int second = Words.get(device.region(Region.CONTROL), row + OpRow.IMAGE);
            idle(kernel);
            assertThat(second).isNotEqualTo(first);
            assertThat(handleWord(device, first))
                    .as("a slot may have read the row before")
                    .isEqualTo(first);

            device.end(scanning);
            until(kernel, () -> handleWord(device, first) == 0);
            assertThat(handleWord(device, second)).isEqualTo(second);
        }
    }
}
