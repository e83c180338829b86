package dev.coresident.backend.cuda.check;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.program.CustomOp;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.SplittableRandom;

/** A custom op that NVRTC fused into the kernel, beside Java's answer. */
final class OpsCheck {
    private static final int TURNS = 20;

    private final Sheet sheet;

    OpsCheck(Sheet sheet) {
        this.sheet = sheet;
    }

    /** Takes the file with {@code upper_case}, and how many bytes it is tried on at most. */
    void run(String file, int bytes) throws Exception {
        sheet.section("A custom op, fused into the kernel by NVRTC", "op", "turns", "bytes at most", "");
        long began = System.nanoTime();
        try (ResidentKernel kernel =
                ResidentKernel.open(KernelOptions.defaults().withBackend("cuda").withProperty("ops", file))) {
            String opened = Sheet.number((System.nanoTime() - began) / 1e9);
            Tenant tenant = kernel.tenants().register("ops").orThrow();
            int opcode = tenant.bind(0, new CustomOp("upper_case")).orThrow();
            SplittableRandom random = new SplittableRandom(20);
            boolean same = true;
            for (int turn = 0; turn < TURNS; turn++) {
                byte[] text = new byte[random.nextInt(1, bytes + 1)];
                random.nextBytes(text);
                same &= isUpperCase(tenant, opcode, text);
            }
            sheet.row(
                    "upper_case",
                    Integer.toString(TURNS),
                    Integer.toString(bytes),
                    same ? "the same" : "**DIFFERENT**");
            sheet.line("");
            sheet.line("Compiled and opened in " + opened + " s.");
            if (!same) {
                sheet.fail("the custom op upper_case gave other bytes than Java");
            }
        } catch (DeviceException e) {
            if (e.category() != DeviceException.Category.MISSING) {
                throw e;
            }
            sheet.row("upper_case", "0", "0", "left out: " + e.getMessage());
        }
    }

    private static boolean isUpperCase(Tenant tenant, int opcode, byte[] text) throws Exception {
        try (DeviceBuffer in = tenant.allocate(Purpose.INPUT, text.length).orThrow();
                DeviceBuffer out = tenant.allocate(Purpose.OUTPUT, text.length).orThrow()) {
            in.segment().asByteBuffer().put(text);
            in.wrote(0, text.length);
            Completion end = new Completion();
            var _ = tenant.await(tenant.submit(opcode, in.handle(), out.handle()), Duration.ofMinutes(1), end);
            var _ = out.fetch(0, text.length);
            byte[] found = out.segment().toArray(ValueLayout.JAVA_BYTE);
            int changed = 0;
            for (int i = 0; i < text.length; i++) {
                boolean small = text[i] >= 'a' && text[i] <= 'z';
                changed += small ? 1 : 0;
                if (found[i] != (small ? text[i] - 32 : text[i])) {
                    return false;
                }
            }
            return end.isDone() && end.result(0) == changed;
        }
    }
}
