package dev.coresident.backend.cuda.check;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.policy.TenantPolicy;
import dev.coresident.api.ring.CompletionListener;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.automata.RuleGroup;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.program.ProgramImage;
import dev.coresident.spi.program.ScanLayout;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Scans of input that lies on the device, as slots, without the scanner around them; and copies without scans. One thread. */
final class ResidentScans implements AutoCloseable {
    private static final int EVENTS = 2_048;
    private static final int FLAGS = ScanLayout.FIRST | ScanLayout.LAST;

    private final ResidentKernel kernel;
    private final List<Tenant> tenants = new ArrayList<>();
    private final List<ProgramImage> images;
    private final DeviceBuffer input;
    private final List<DeviceBuffer> outputs = new ArrayList<>();
    private final List<DeviceBuffer> states = new ArrayList<>();
    private final int chunk;
    private final int chunks;
    private final byte[] content;
    private final AtomicLong consumed = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private final AtomicLong faulted = new AtomicLong();

    /** So many tenants with the same rules, over input of so many bytes made of the files again and again. */
    ResidentScans(RuleTexts work, int tenantCount, int bytes, int chunk) throws Exception {
        this.chunk = chunk;
        this.chunks = bytes / chunk;
        images = work.rules().groups().stream().map(ResidentScans::image).toList();
        long stateBytes =
                images.stream().mapToLong(ProgramImage::stateBytes).max().orElse(0);
        long perTenant = work.rules().bytes() + chunks * ((long) EVENTS * ScanLayout.EVENT_BYTES + stateBytes + 64);
        kernel = ResidentKernel.open(KernelOptions.defaults()
                .withBackend("cuda")
                .withTenants(tenantCount, images.size())
                .withHeapBytes(bytes + tenantCount * perTenant + (4L << 20)));
        content = content(work, bytes);
        input = kernel.allocateShared(Purpose.INPUT, bytes).orThrow();
        copy();
        for (int i = 0; i < tenantCount; i++) {
            Tenant tenant = kernel.tenants()
                    .register("scan " + i, TenantPolicy.defaults().withBacklogCap(4_096))
                    .orThrow();
            for (int group = 0; group < images.size(); group++) {
                tenant.bind(group, images.get(group)).orThrow();
            }
            tenants.add(tenant);
            outputs.add(tenant.allocate(Purpose.OUTPUT, (long) chunks * EVENTS * ScanLayout.EVENT_BYTES)
                    .orThrow());
            states.add(tenant.allocate(Purpose.HEAP, Math.max(64, chunks * stateBytes))
                    .orThrow());
        }
    }

    private static byte[] content(RuleTexts work, int bytes) throws IOException {
        byte[] content = new byte[bytes];
        int at = 0;
        while (at < bytes) {
            for (Path file : work.files()) {
                byte[] text = Files.readAllBytes(file);
                int length = Math.min(text.length, bytes - at);
                System.arraycopy(text, 0, content, at, length);
                at += length;
            }
        }
        return content;
    }

    private static ProgramImage image(RuleGroup group) {
        return switch (ProgramImage.check(group.image())) {
            case ProgramImage.Check.Valid valid -> valid.image();
            case ProgramImage.Check.Invalid invalid -> throw new IllegalStateException(invalid.reason());
        };
    }

    /** Copies the whole input to the device; gives the seconds that the device's copy took. */
    double copy() {
        MemorySegment.copy(content, 0, input.segment(), ValueLayout.JAVA_BYTE, 0, content.length);
        long began = System.nanoTime();
        for (int i = 0; i < chunks; i++) {
            input.wrote((long) i * chunk, chunk);
        }
        return (System.nanoTime() - began) / 1e9;
    }

    /** Every tenant scans all of the input with all of its images; gives the seconds. */
    double scan() {
        consumed.set(0);
        ended.set(0);
        CompletionListener told = outcome -> {
            if (outcome.isDone()) {
                consumed.addAndGet(Integer.toUnsignedLong(outcome.result(1)));
            } else {
                faulted.incrementAndGet();
            }
            ended.incrementAndGet();
        };
        long began = System.nanoTime();
        long wanted = 0;
        for (int i = 0; i < chunks; i++) {
            for (int t = 0; t < tenants.size(); t++) {
                for (int group = 0; group < images.size(); group++) {
                    while (submit(t, group, i, told) < 0) {
                        kernel.poll();
                    }
                    wanted++;
                }
            }
            kernel.poll();
        }
        while (ended.get() < wanted) {
            kernel.poll();
        }
        return (System.nanoTime() - began) / 1e9;
    }

    private long submit(int t, int group, int i, CompletionListener told) {
        Tenant tenant = tenants.get(t);
        ProgramImage image = images.get(group);
        int state = (int) (i * image.stateBytes());
        return tenant.submit(
                Priority.NORMAL,
                told,
                tenant.opcode(group),
                input.handle(),
                i * chunk,
                chunk,
                image.startState(),
                outputs.get(t).handle(),
                Math.toIntExact((long) i * EVENTS * ScanLayout.EVENT_BYTES),
                EVENTS,
                FLAGS,
                image.stateBytes() == 0 ? 0 : states.get(t).handle(),
                state,
                state);
    }

    /** Bytes that one pass of all tenants has to look at, each once for all images. */
    long bytesEachPass() {
        return (long) chunks * chunk * tenants.size();
    }

    /** The share of them that the last pass walked: less where outputs were full. */
    double walked() {
        return (double) consumed.get() / images.size() / bytesEachPass();
    }

    long faulted() {
        return faulted.get();
    }

    @Override
    public void close() {
        kernel.close();
    }
}
