package dev.coresident.simulation.world;

import dev.coresident.api.ring.PackedSlot;
import dev.coresident.simulation.model.Book;
import dev.coresident.simulation.model.BufferModel;
import dev.coresident.simulation.model.Op;
import dev.coresident.simulation.model.ScanModel;
import dev.coresident.simulation.model.TenantModel;
import dev.coresident.simulation.model.Ticket;
import dev.coresident.simulation.model.WindowModel;
import dev.coresident.spi.layout.FaultCode;
import dev.coresident.spi.layout.HandleWord;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.program.Opcodes;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What a tenant might submit, and what the model says of it. */
final class Orders {
    /** Local opcode that is never bound. */
    static final int UNBOUND = 0;
    /** Local opcode that is bound to STORE_U32, perhaps. */
    static final int STORING = 1;
    /** Local opcode that is bound to an image, perhaps. */
    static final int SCANNING = 2;

    private static final int TABLE_WORDS = 16;

    private final World world;
    private final Book book;
    private final Entropy entropy;
    private final PackedSlot pack = new PackedSlot();

    Orders(World world) {
        this.world = world;
        this.book = world.book;
        this.entropy = world.entropy;
    }

    /** Anything. */
    Order any(TenantModel tenant) {
        return switch (entropy.below(18)) {
            case 0, 1, 2, 3, 4 -> small(tenant);
            case 5 -> load(tenant);
            case 6, 7 -> swap(tenant);
            case 8 -> copy(tenant);
            case 9, 10 -> table(tenant);
            case 11 -> print(tenant);
            case 12, 13 -> pack(tenant);
            case 14, 15 -> scan(tenant);
            case 16 -> bound(tenant);
            default -> wrong(tenant);
        };
    }

    /** A store, an addition or nothing. */
    Order small(TenantModel tenant) {
        return switch (entropy.below(5)) {
            case 0 -> nothing(tenant);
            case 1, 2 -> add(tenant);
            default -> store(Opcodes.STORE_U32, book.ticket(tenant, Op.STORE));
        };
    }

    Order nothing(TenantModel tenant) {
        return order(book.ticket(tenant, Op.NOP), Opcodes.NOP);
    }

    private static Order order(Ticket ticket, int opcode, int... arguments) {
        return new Order(ticket, opcode, Arrays.copyOf(arguments, SlotLayout.ARGUMENTS));
    }

    private Order store(int opcode, Ticket ticket) {
        int word = storedWord();
        return order(ticket.stores(word), opcode, WindowModel.value(ticket.serial), word);
    }

    private int storedWord() {
        return WindowModel.STORED + entropy.below(WindowModel.COPIED - WindowModel.STORED);
    }

    private int copiedWord() {
        return WindowModel.COPIED + entropy.below(WindowModel.SWAPPED - WindowModel.COPIED);
    }

    private Order add(TenantModel tenant) {
        int word = entropy.below(WindowModel.STORED);
        return order(book.ticket(tenant, Op.ADD).counts(word, 1), Opcodes.ATOMIC_ADD, 1, word);
    }

    private Order load(TenantModel tenant) {
        return order(book.ticket(tenant, Op.LOAD), Opcodes.LOAD_U32, storedWord(), copiedWord());
    }

    private Order swap(TenantModel tenant) {
        int word = WindowModel.SWAPPED + entropy.below(WindowModel.WORDS - WindowModel.SWAPPED);
        int expected = tenant.window().swapped(word) + entropy.below(2);
        return order(book.ticket(tenant, Op.SWAP).counts(word, 1), Opcodes.COMPARE_SWAP, word, expected, expected + 1);
    }

    private Order copy(TenantModel tenant) {
        return order(
                book.ticket(tenant, Op.COPY),
                Opcodes.MEMCPY,
                WindowModel.STORED + entropy.below(3),
                WindowModel.COPIED,
                1 + entropy.below(3));
    }

    private Order print(TenantModel tenant) {
        return order(
                book.ticket(tenant, Op.PRINT),
                Opcodes.PRINTF,
                entropy.below(1 << 16),
                entropy.below(1 << 16),
                entropy.below(1 << 16));
    }

    /** A table of the own, of what all may read, of another tenant, or of nobody. */
    private Order table(TenantModel tenant) {
        Ticket ticket = book.ticket(tenant, Op.TABLE);
        BufferModel buffer = anyBuffer();
        if (buffer == null) {
            int handle =
                    HandleWord.of(1 + entropy.below(world.options().geometry().handles()), 100 + entropy.below(9));
            ticket.mustFault(FaultCode.HANDLE_INVALID).orFault(FaultCode.HANDLE_STALE);
            return order(ticket, Opcodes.DFA_STEP, 0, entropy.below(TABLE_WORDS), handle);
        }
        int words = buffer.words().length;
        int index = entropy.oneIn(4) ? words : entropy.below(TABLE_WORDS);
        ticket.reads(buffer);
        if (!buffer.isOpen()) {
            ticket.mustFault(FaultCode.HANDLE_INVALID).orFault(FaultCode.HANDLE_STALE);
        } else if (buffer.owner() != null && buffer.owner() != tenant) {
            ticket.mustFault(FaultCode.HANDLE_FOREIGN);
        } else if (index >= words) {
            ticket.mustFault(FaultCode.HANDLE_BOUNDS);
        }
        if (buffer.owner() != null && buffer.owner().isRevoked()) {
            ticket.orFault(FaultCode.HANDLE_INVALID).orFault(FaultCode.HANDLE_STALE);
        }
        return order(ticket, Opcodes.DFA_STEP, 0, index, buffer.buffer().handle());
    }

    private @Nullable BufferModel anyBuffer() {
        if (world.buffers.isEmpty()) {
            return null;
        }
        BufferModel buffer = world.buffers.get(entropy.below(world.buffers.size()));
        return buffer.isScribbled() ? null : buffer;
    }

    /** A few additions and perhaps a store, and perhaps an op that faults behind them. */
    private Order pack(TenantModel tenant) {
        Ticket ticket = book.ticket(tenant, Op.PACK);
        int word = entropy.below(WindowModel.STORED);
        int adds = 1 + entropy.below(2);
        pack.clear();
        for (int i = 0; i < adds; i++) {
            pack.addSystem(Opcodes.ATOMIC_ADD, 1, word);
        }
        ticket.counts(word, adds).packs(adds);
        if (entropy.oneIn(4)) {
            pack.addSystem(Opcodes.STORE_U32, 1, WindowModel.WORDS + entropy.below(100));
            ticket.mustFault(FaultCode.INDEX_OUT_OF_BOUNDS).countsWhenWrong(adds);
        } else if (entropy.oneIn(2)) {
            int stored = storedWord();
            pack.addSystem(Opcodes.STORE_U32, WindowModel.value(ticket.serial), stored);
            ticket.stores(stored).packs(adds + 1);
        }
        int[] arguments = new int[SlotLayout.ARGUMENTS];
        pack.encode(arguments);
        return order(ticket, Opcodes.PACKED_SLOT, arguments);
    }

    /** A store through a binding that may not be there yet. */
    private Order bound(TenantModel tenant) {
        Ticket ticket = book.ticket(tenant, Op.STORE);
        if (!tenant.isStoring()) {
            ticket.mustFault(FaultCode.UNBOUND_OPCODE).needsStoring();
        }
        return store(tenant.tenant().opcode(STORING), ticket);
    }

    /** A scan of one idle buffer of the own into another. */
    private Order scan(TenantModel tenant) {
        BufferModel input = written(tenant);
        BufferModel output = input == null ? null : idle(tenant, input);
        Ticket ticket = book.ticket(tenant, Op.SCAN);
        int opcode = tenant.tenant().opcode(SCANNING);
        if (input == null || output == null) {
            ticket.mustFault(FaultCode.HANDLE_INVALID)
                    .orFault(FaultCode.HANDLE_STALE)
                    .orFault(FaultCode.UNBOUND_OPCODE);
            return order(ticket, opcode, 0, 0, 0, 0, 0, 0, 0, 0);
        }
        int bytes = entropy.below(4 * input.words().length + 1);
        int capacity = entropy.below(output.words().length / 2 + 1);
        ticket.reads(input).scans(ScanModel.bytesOf(input.words(), bytes), capacity, output);
        output.scribble();
        if (tenant.image() < 0) {
            ticket.mustFault(FaultCode.UNBOUND_OPCODE);
        }
        ticket.looksFor(tenant.image() < 0 ? null : Images.target(tenant.image()));
        return order(
                ticket,
                opcode,
                input.buffer().handle(),
                0,
                bytes,
                0,
                output.buffer().handle(),
                0,
                capacity,
                0);
    }

    /** One whose words are still those of the host: what an op wrote the model does not know. */
    private @Nullable BufferModel written(TenantModel tenant) {
        BufferModel buffer = idle(tenant, null);
        return buffer == null || buffer.isScribbled() ? null : buffer;
    }

    private @Nullable BufferModel idle(TenantModel tenant, @Nullable BufferModel not) {
        int count = tenant.buffers().size();
        int from = entropy.below(Math.max(1, count));
        for (int i = 0; i < count; i++) {
            BufferModel buffer = tenant.buffers().get((from + i) % count);
            if (buffer != not && buffer.isOpen() && !buffer.isUsed() && !buffer.isImage()) {
                return buffer;
            }
        }
        return null;
    }

    /** What faults whatever happens. */
    private Order wrong(TenantModel tenant) {
        Ticket ticket = book.ticket(tenant, Op.WRONG);
        return switch (entropy.below(6)) {
            case 0 ->
                order(
                        ticket.mustFault(FaultCode.UNBOUND_OPCODE),
                        tenant.tenant().opcode(UNBOUND));
            case 1 -> order(ticket.mustFault(FaultCode.INDEX_OUT_OF_BOUNDS), Opcodes.STORE_U32, 7, beyond());
            case 2 ->
                order(ticket.mustFault(FaultCode.INDEX_OUT_OF_BOUNDS), Opcodes.ATOMIC_ADD, 1, -1 - entropy.below(40));
            case 3 ->
                order(ticket.mustFault(FaultCode.INDEX_OUT_OF_BOUNDS), Opcodes.MEMCPY, WindowModel.WORDS - 1, 0, 2);
            case 4 -> order(ticket.mustFault(FaultCode.NO_HOST_SERVICE), Opcodes.LOAD_MISS);
            default -> order(ticket.mustFault(FaultCode.PACK_MALFORMED), Opcodes.PACKED_SLOT, 0xF_0001);
        };
    }

    /** An index just beyond the window, where the next tenant's begins. */
    private int beyond() {
        return WindowModel.WORDS + (entropy.oneIn(2) ? 0 : entropy.below(WindowModel.WORDS));
    }
}
