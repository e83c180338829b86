package dev.coresident.backend.cuda.fuse;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.ring.PackedSlot;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.program.CustomOp;
import dev.coresident.spi.program.OpKind;
import dev.coresident.spi.program.Opcodes;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A program of its own: opens a kernel with the ops in files and says what each slot came to, a line each. */
public final class FusedMain {
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final ResidentKernel kernel;
    private final Tenant tenant;
    private final Tenant other;

    private FusedMain(ResidentKernel kernel) {
        this.kernel = kernel;
        tenant = kernel.tenants().register("owner").orThrow();
        other = kernel.tenants().register("other").orThrow();
    }

    /** Takes the device's properties as {@code name=value}. */
    public static void main(String[] arguments) throws Exception {
        KernelOptions options =
                KernelOptions.defaults().withBackend("cuda").withTenants(2, 8).withHeapBytes(1 << 20);
        for (String argument : arguments) {
            int equals = argument.indexOf('=');
            options = options.withProperty(argument.substring(0, equals), argument.substring(equals + 1));
        }
        try (ResidentKernel kernel = ResidentKernel.open(options)) {
            new FusedMain(kernel).run();
        } catch (DeviceException e) {
            System.out.println("refused " + e.category() + " " + e.getMessage());
        }
    }

    private void run() throws Exception {
        int upper = tenant.bind(0, new CustomOp("upper_case")).orThrow();
        int add = tenant.bind(1, new CustomOp("add_all")).orThrow();
        int poke = tenant.bind(2, new CustomOp("poke")).orThrow();
        int fail = tenant.bind(3, new CustomOp("fail")).orThrow();
        int observe = tenant.bind(4, new CustomOp("observe")).orThrow();
        int places = tenant.bind(5, new CustomOp("places")).orThrow();
        System.out.println("bind " + tenant.bind(6, new CustomOp("lower_case")));
        duel(upper);

        DeviceBuffer words = tenant.allocate(Purpose.HEAP, 400).orThrow();
        DeviceBuffer foreign = other.allocate(Purpose.HEAP, 400).orThrow();
        DeviceBuffer image = kernel.allocateShared(Purpose.INPUT, 64).orThrow();
        say("add", add, words.handle(), 0, 3);
        say("add again", add, words.handle(), 1, 5);
        say("last byte", poke, words.handle(), 0, 0);
        int[][] hostile = {
            {words.handle(), 400, 0},
            {words.handle(), -1, -1},
            {words.handle(), 0, 1},
            {foreign.handle(), 0, 0},
            {image.handle(), 0, 0},
            {image.handle(), 0, 0, 1},
            {0, 0, 0},
            {words.handle() + (1 << 20), 0, 0},
            {-1, 0, 0}
        };
        for (int[] arguments : hostile) {
            say("poke", poke, arguments);
        }
        say("fail", fail, 2, 77);
        say("fail nowhere", fail, 2, 0);
        say("observe", observe, 1, 2, 3);
        say("observe again", observe, 3, 2, 3);
        say("observe outside", observe, 1, 64, 3);
        say("observe far outside", observe, -1, 2, -2);
        say("places", places, words.handle());
        var _ = words.fetch(0, 400);
        System.out.println("places " + words.segment().get(ValueLayout.JAVA_INT, 0) + " "
                + words.segment().get(ValueLayout.JAVA_INT, 4) + " "
                + words.segment().get(ValueLayout.JAVA_INT, 8));
        System.out.println("foreign opcode accepted " + (other.submit(upper, 1, 2) >= 0));
        System.out.println(
                "unbound " + ended(tenant, tenant.submit(tenant.opcode(6))).fault());
        PackedSlot pack = new PackedSlot();
        var _ = pack.addLocal(0);
        int[] packed = new int[SlotLayout.ARGUMENTS];
        var _ = pack.encode(packed);
        System.out.println("packed "
                + ended(tenant, tenant.submit(Opcodes.PACKED_SLOT, packed)).fault());
        tenant.bind(1, OpKind.NOP).orThrow();
        System.out.println("bound anew "
                + ended(tenant, tenant.submit(add, words.handle(), 0, 3)).fault());
        besideFaults(poke, words.handle());
        var _ = foreign.fetch(0, 400);
        System.out.println("foreign memory " + zeros(foreign) + ", counters "
                + tenant.counters().faulted() + " " + other.counters().faulted());
    }

    /** Random texts beside Java's own capitals. */
    private void duel(int upper) throws Exception {
        SplittableRandom random = new SplittableRandom(7);
        int same = 0;
        for (int turn = 0; turn < 40; turn++) {
            byte[] text = new byte[1 + random.nextInt(3_000)];
            random.nextBytes(text);
            DeviceBuffer in = tenant.allocate(Purpose.INPUT, text.length).orThrow();
            DeviceBuffer out = tenant.allocate(Purpose.OUTPUT, text.length).orThrow();
            in.segment().asByteBuffer().put(text);
            in.wrote(0, text.length);
            Completion end = ended(tenant, tenant.submit(upper, in.handle(), out.handle()));
            var _ = out.fetch(0, text.length);
            byte[] found = out.segment().toArray(ValueLayout.JAVA_BYTE);
            String capitals = new String(text, StandardCharsets.ISO_8859_1)
                    .chars()
                    .map(c -> c >= 'a' && c <= 'z' ? c - 32 : c)
                    .collect(StringBuilder::new, (b, c) -> b.append((char) c), StringBuilder::append)
                    .toString();
            long changed = new String(text, StandardCharsets.ISO_8859_1)
                    .chars()
                    .filter(c -> c >= 'a' && c <= 'z')
                    .count();
            same += end.isDone()
                            && end.result(0) == changed
                            && capitals.equals(new String(found, StandardCharsets.ISO_8859_1))
                    ? 1
                    : 0;
            in.close();
            out.close();
        }
        System.out.println("duel " + same + " of 40");
    }

    /** Another tenant's work beside slots that fault. */
    private void besideFaults(int poke, int handle) throws Exception {
        List<Long> faults = new ArrayList<>();
        List<Long> adds = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            faults.add(tenant.submit(poke, handle, 1_000 + i, i % 3));
            adds.add(other.submit(Opcodes.ATOMIC_ADD, 1, 0));
        }
        int faulted = 0;
        for (long ticket : faults) {
            faulted += ended(tenant, ticket).fault() == FaultCode.HANDLE_BOUNDS ? 1 : 0;
        }
        int done = 0;
        for (long ticket : adds) {
            done += ended(other, ticket).isDone() ? 1 : 0;
        }
        System.out.println("beside " + faulted + " faults " + done + " done");
    }

    private static boolean zeros(DeviceBuffer buffer) {
        for (byte value : buffer.segment().toArray(ValueLayout.JAVA_BYTE)) {
            if (value != 0) {
                return false;
            }
        }
        return true;
    }

    private void say(String what, int opcode, int... arguments) throws Exception {
        Completion end = ended(tenant, tenant.submit(opcode, arguments));
        System.out.println(what + " " + end.fault() + " " + Integer.toUnsignedString(end.result(0)) + " "
                + end.result(1) + " " + end.result(2) + " " + end.result(3));
    }

    private static Completion ended(Tenant tenant, long ticket) throws Exception {
        Completion end = new Completion();
        if (!tenant.await(ticket, LIMIT, end).isEnded()) {
            throw new IllegalStateException("ticket " + ticket + " did not end");
        }
        return end;
    }
}
