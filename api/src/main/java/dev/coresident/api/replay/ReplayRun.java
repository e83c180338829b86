package dev.coresident.api.replay;

import com.google.common.collect.ImmutableList;
import com.google.common.primitives.ImmutableIntArray;
import dev.coresident.api.policy.KernelTime;
import dev.coresident.api.replay.Divergence.Difference;
import dev.coresident.api.replay.log.LogException;
import dev.coresident.api.replay.log.LogReader;
import dev.coresident.api.replay.log.LogRecord;
import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.HandleRow;
import dev.coresident.spi.layout.Partitions;
import dev.coresident.spi.layout.Region;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.program.Opcodes;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One pass over a log. Refuses what no kernel could have recorded, before a device sees it. One thread. */
final class ReplayRun implements AutoCloseable {
    /** Fault codes from here on are the host's. */
    private static final int FIRST_HOST_FAULT = 64;

    private final LogReader reader;
    private final BackendProvider provider;
    private final ReplayOptions options;
    private final KernelTime time;
    private final LogRecord.Kernel kernel;
    private final Geometry geometry;
    private final HandleBook handles;
    private final Map<Integer, TenantBook> tenants = new HashMap<>();
    private final Map<Ticket, InFlight> inFlight = new HashMap<>();
    /** What may have been handed to the host before its device was lost: it is not published again, and may end. */
    private final Set<Ticket> served = new HashSet<>();

    private ReplayDevice device;
    private @Nullable Divergence divergence;

    private long slots;
    private long same;
    private long orderDependent;
    private long changedMeanwhile;
    private long endedByHost;
    private long unfinished;
    private long contentsSame;
    private long contentsNotCompared;
    private long devices;

    private record Ticket(int tenant, long number) {}

    ReplayRun(LogReader reader, BackendProvider provider, ReplayOptions options, KernelTime time)
            throws LogException, DeviceException {
        this.reader = reader;
        this.provider = provider;
        this.time = time;
        this.options = options;
        if (!(reader.next() instanceof LogRecord.Kernel first)) {
            throw reader.refusal("a log begins with what was opened and this one does not: there is nothing to replay");
        }
        this.kernel = first;
        this.geometry = first.geometry();
        long bytes = 0;
        for (Region region : Region.values()) {
            bytes += geometry.bytes(region);
        }
        if (bytes > options.memoryBytes()) {
            throw reader.refusal("the log's device takes " + bytes + " bytes and a replay may take "
                    + options.memoryBytes() + ": allow more");
        }
        this.handles = new HandleBook(geometry);
        this.device = new ReplayDevice(provider, geometry, options, time);
    }

    ReplayReport toEnd() throws LogException, DeviceException {
        LogRecord record = reader.next();
        while (record != null && divergence == null) {
            take(record);
            if (divergence == null) {
                record = reader.next();
            }
        }
        unfinished += inFlight.size();
        return new ReplayReport(
                kernel,
                device.description(),
                slots,
                same,
                orderDependent,
                changedMeanwhile,
                endedByHost,
                unfinished,
                contentsSame,
                contentsNotCompared,
                devices,
                Optional.ofNullable(divergence),
                divergence == null ? Optional.of(reader.end()) : Optional.empty());
    }

    private void take(LogRecord record) throws LogException, DeviceException {
        switch (record) {
            case LogRecord.Kernel again -> throw reader.refusal("a log says once what was opened");
            case LogRecord.Registered registered -> register(registered);
            case LogRecord.Revoked(int word) -> {
                tenant(word).revoke(reader.number());
                device.revoke(word);
            }
            case LogRecord.Released(int word) -> {
                tenant(word);
                tenants.remove(word);
                device.release(word);
            }
            case LogRecord.Bound bound -> bind(bound);
            case LogRecord.Opened opened -> open(opened);
            case LogRecord.Closed(int handle) -> {
                HandleBook.Row row = row(handle);
                if (row.open) {
                    handles.close(row, reader.number());
                    device.close(handle);
                }
            }
            case LogRecord.Wrote wrote -> write(wrote);
            case LogRecord.Fetched fetched -> fetch(fetched);
            case LogRecord.Published published -> publish(published);
            case LogRecord.Outcome outcome -> outcome(outcome);
            case LogRecord.Device replaced -> replaceDevice();
        }
    }

    private TenantBook tenant(int word) throws LogException {
        TenantBook tenant = tenants.get(word);
        if (tenant == null) {
            throw reader.refusal(
                    "a record names a tenant that is registered, and tenant word 0x%08X is not".formatted(word));
        }
        return tenant;
    }

    private HandleBook.Row row(int handle) throws LogException {
        HandleBook.Row row = handles.find(handle);
        if (row == null) {
            throw reader.refusal("a record names a handle that was opened, and 0x%08X was not".formatted(handle));
        }
        return row;
    }

    private void register(LogRecord.Registered registered) throws LogException {
        int id = TenantWord.id(registered.tenant());
        boolean taken = tenants.keySet().stream().anyMatch(word -> TenantWord.id(word) == id);
        if (id < 1
                || id > geometry.tenants()
                || taken
                || registered.windowFirst() != geometry.windowBase(id)
                || registered.windowSize() != geometry.windowSize()) {
            throw reader.refusal("a tenant has a free id from 1 to " + geometry.tenants()
                    + " and the window of that id, got id " + id);
        }
        tenants.put(registered.tenant(), new TenantBook(registered, geometry.observableWords()));
        device.admit(registered.tenant(), registered.windowFirst(), registered.windowSize(), registered.quota());
    }

    private void bind(LogRecord.Bound bound) throws LogException {
        if (bound.local() < 0 || bound.local() >= geometry.opsPerTenant()) {
            throw reader.refusal("a binding is of a local opcode from 0 to " + (geometry.opsPerTenant() - 1) + ", got "
                    + Integer.toUnsignedString(bound.local()));
        }
        tenant(bound.tenant()).bind(bound, reader.number());
        device.bind(bound.tenant(), bound.local(), bound.kind(), bound.image());
    }

    private void open(LogRecord.Opened opened) throws LogException {
        String problem = handles.open(opened, reader.number());
        if (problem != null) {
            throw reader.refusal(problem);
        }
        device.open(
                opened.handle(), opened.owner(), opened.flags(), Integer.toUnsignedLong(opened.unit()), opened.bytes());
    }

    /** Where a range of a handle lies in the heap, or -1 if the handle was closed before. */
    private long place(HandleBook.Row row, long offset, long length) throws LogException {
        LogRecord.Opened opened = row.opened;
        if (opened == null || offset > opened.bytes() || length > opened.bytes() - offset) {
            throw reader.refusal("a range lies in its handle's memory, got " + length + " bytes at " + offset);
        }
        return row.open ? Integer.toUnsignedLong(opened.unit()) * HandleRow.UNIT + offset : -1;
    }

    private void write(LogRecord.Wrote wrote) throws LogException {
        HandleBook.Row row = row(wrote.handle());
        long length = wrote.bytes().byteSize();
        long at = place(row, wrote.offset(), length);
        if (row.ran) {
            throw reader.refusal("a program image does not change once slots may have run it");
        }
        if (at >= 0) {
            handles.wrote(row, wrote.offset(), length, reader.number());
            device.write(at, wrote.bytes());
        }
    }

    private void fetch(LogRecord.Fetched fetched) throws LogException {
        HandleBook.Row row = row(fetched.handle());
        long at = place(row, fetched.offset(), fetched.length());
        InFlight writer = row.lastWriter;
        if (at < 0 || writer == null || !row.isCertain()) {
            contentsNotCompared++;
            return;
        }
        int checksum = device.checksum(at, fetched.length());
        if (checksum == fetched.checksum()) {
            contentsSame++;
        } else {
            diverge(
                    writer,
                    new Difference(
                            "checksum of bytes %d to %d of handle 0x%08X"
                                    .formatted(fetched.offset(), fetched.offset() + fetched.length(), fetched.handle()),
                            fetched.checksum(),
                            checksum));
        }
    }

    private void publish(LogRecord.Published published) throws LogException {
        ImmutableIntArray words = published.words();
        TenantBook tenant = tenant(words.get(2));
        if (Integer.compareUnsigned(words.get(3), Partitions.LEVELS) >= 0) {
            throw reader.refusal("a slot has a level from 0 to 4, got " + Integer.toUnsignedString(words.get(3)));
        }
        InFlight slot = new InFlight(published, reader.number(), tenant);
        if (inFlight.putIfAbsent(new Ticket(tenant.word(), published.ticket()), slot) != null) {
            throw reader.refusal("a ticket is in the ring once, and " + published.ticket() + " is there twice");
        }
        served.remove(new Ticket(tenant.word(), published.ticket()));
        tenant.published(slot);
        handles.published(slot);
    }

    private void outcome(LogRecord.Outcome outcome) throws LogException, DeviceException {
        InFlight slot = inFlight.remove(new Ticket(outcome.tenant(), outcome.ticket()));
        if (outcome.status() == SlotStatus.FAULT && outcome.fault() >= FIRST_HOST_FAULT) {
            endedByHost++;
            if (slot != null) {
                // It may have run, or run yet: its writes stay among those in flight until the device is gone.
                handles.givenUp(slot);
            }
            return;
        }
        if (slot == null && served.remove(new Ticket(outcome.tenant(), outcome.ticket()))) {
            endedByHost++; // it waited for the host when its device was lost
            return;
        }
        if (slot == null) {
            throw reader.refusal("a device ends what is in its ring, and ticket " + outcome.ticket() + " is not");
        }
        if (isServed(slot, outcome)) {
            endedByHost++;
            slot.tenant.ended(slot, true, true);
            handles.ended(slot, false);
            return;
        }
        freezeImages(slot);
        boolean ended = device.run(slot.published.words(), slot.level());
        slots++;
        if (!ended) {
            diverge(slot, new Difference("status", outcome.status(), SlotStatus.PUBLISHED));
            return;
        }
        boolean changed = slot.tenant.changedSince(slot.record, slot) || handles.changedSince(slot);
        boolean memory = handles.isCertain(slot);
        boolean done = device.status == SlotStatus.DONE;
        boolean certain = slot.tenant.ended(slot, changed || !memory, done) && memory;
        handles.ended(slot, certain && !changed);
        if (changed) {
            changedMeanwhile++;
        } else if (!certain) {
            orderDependent++;
        } else {
            compare(slot, outcome);
        }
    }

    /** What asked the host was ended by it: what it gave stands in the log, and what it wrote among the host's writes. */
    private static boolean isServed(InFlight slot, LogRecord.Outcome outcome) {
        return slot.published.words().get(1) == Opcodes.LOAD_MISS
                && (outcome.status() != SlotStatus.FAULT || outcome.fault() != FaultCode.NO_HOST_SERVICE.number());
    }

    /** A device may check an image once and then trust it, so a log must not change it afterwards. */
    private void freezeImages(InFlight slot) {
        for (LogRecord.Bound bound : slot.tenant.bindings()) {
            HandleBook.Row image = bound.image() == 0 ? null : handles.find(bound.image());
            if (image != null) {
                image.ran = true;
            }
        }
    }

    private void compare(InFlight slot, LogRecord.Outcome outcome) {
        ImmutableList.Builder<Difference> words = ImmutableList.builder();
        difference(words, "status", outcome.status(), device.status);
        difference(words, "fault", outcome.fault(), device.fault);
        // What a slot that faulted leaves in its results is said for packed slots only.
        if (outcome.status() == SlotStatus.DONE || slot.published.words().get(1) == Opcodes.PACKED_SLOT) {
            // A fence that ran again after a loss counts what was left of its batch, and the kernel tells what it
            // promised.
            boolean shortened = devices > 0 && slot.published.words().get(1) == Opcodes.BATCH_FENCE;
            for (int i = shortened ? 1 : 0; i < device.results.length; i++) {
                difference(words, "r" + i, outcome.results().get(i), device.results[i]);
            }
        }
        ImmutableList<Difference> differences = words.build();
        if (differences.isEmpty()) {
            same++;
        } else {
            diverge(slot, differences);
        }
    }

    private static void difference(ImmutableList.Builder<Difference> words, String word, int recorded, int replayed) {
        if (recorded != replayed) {
            words.add(new Difference(word, recorded, replayed));
        }
    }

    private void diverge(InFlight slot, Difference word) {
        diverge(slot, ImmutableList.of(word));
    }

    private void diverge(InFlight slot, ImmutableList<Difference> words) {
        divergence = new Divergence(
                reader.number(),
                TenantWord.id(slot.tenant.word()),
                TenantWord.generation(slot.tenant.word()),
                slot.tenant.label(),
                slot.access.op,
                slot.published.ticket(),
                words);
    }

    /** A new device with the old one's tenants, bindings and handles, all memory zero. */
    private void replaceDevice() throws DeviceException {
        devices++;
        for (Map.Entry<Ticket, InFlight> slot : inFlight.entrySet()) {
            if (slot.getValue().published.words().get(1) == Opcodes.LOAD_MISS) {
                served.add(slot.getKey());
            }
        }
        unfinished += inFlight.size();
        inFlight.clear();
        handles.deviceReplaced();
        device.close();
        device = new ReplayDevice(provider, geometry, options, time);
        for (HandleBook.Row row : handles.rows()) {
            LogRecord.Opened opened = row.opened;
            if (opened != null && row.open) {
                device.open(
                        opened.handle(),
                        opened.owner(),
                        opened.flags(),
                        Integer.toUnsignedLong(opened.unit()),
                        opened.bytes());
            }
        }
        for (TenantBook tenant : tenants.values()) {
            tenant.deviceReplaced();
            LogRecord.Registered row = tenant.registered();
            device.admit(row.tenant(), row.windowFirst(), row.windowSize(), row.quota());
            for (LogRecord.Bound bound : tenant.bindings()) {
                device.bind(bound.tenant(), bound.local(), bound.kind(), bound.image());
            }
            if (tenant.isRevoked()) {
                device.revoke(tenant.word());
            }
        }
    }

    @Override
    public void close() {
        device.close();
    }
}
