package dev.coresident.conformance.memory;

import static dev.coresident.conformance.rule.Expect.equal;
import static dev.coresident.conformance.rule.Expect.number;
import static dev.coresident.conformance.rule.Expect.that;
import static dev.coresident.conformance.rule.Expect.word;

import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.policy.Priority;
import dev.coresident.api.ring.Completion;
import dev.coresident.api.tenant.Tenant;
import dev.coresident.conformance.desk.Desk;
import dev.coresident.conformance.memory.NaiveAutomaton.Walk;
import dev.coresident.conformance.rule.Trial;
import dev.coresident.ledger.Purpose;
import dev.coresident.spi.layout.FaultCode;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The checks of chapter 19 that are about program images. */
final class ScanChecks {
    private static final int INPUT = 600;
    private static final int ROOM = 512;

    private ScanChecks() {}

    private static byte[] input(SplittableRandom random) {
        byte[] bytes = new byte[INPUT];
        random.nextBytes(bytes);
        return bytes;
    }

    private static DeviceBuffer upload(Tenant tenant, byte[] bytes) {
        DeviceBuffer buffer = tenant.allocate(Purpose.INPUT, bytes.length).orThrow();
        buffer.segment().copyFrom(MemorySegment.ofArray(bytes));
        buffer.wrote(0, bytes.length);
        return buffer;
    }

    private static List<Integer> events(DeviceBuffer output, int count) {
        output.fetch(0, output.bytes());
        List<Integer> events = new ArrayList<>();
        for (int word = 0; word < 2 * count; word++) {
            events.add(output.segment().getAtIndex(ValueLayout.JAVA_INT, word));
        }
        return events;
    }

    static void scansEqualTheWalk(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        long bytes = 0;
        long matches = 0;
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = desk.tenant(16);
            DeviceBuffer output = tenant.allocate(Purpose.OUTPUT, 8 * ROOM).orThrow();
            for (int run = 0; run < 60; run++) {
                NaiveAutomaton automaton = new NaiveAutomaton(random);
                int opcode = tenant.bind(run % 4, automaton.image()).orThrow();
                byte[] text = input(random);
                try (DeviceBuffer input = upload(tenant, text)) {
                    int at = 0;
                    int state = 0;
                    boolean begun = false;
                    boolean over = false;
                    while (!over) {
                        int chunk = Math.min(1 + random.nextInt(200), INPUT - at);
                        int room = random.nextInt(4) == 0 ? 3 + random.nextInt(9) : ROOM;
                        int flags = (begun ? 0 : 1) | (at + chunk == INPUT ? 2 : 0);
                        Walk walk = automaton.walk(text, at, chunk, state, room, flags);
                        Completion end = desk.ended(
                                tenant,
                                FaultCode.NONE,
                                opcode,
                                input.handle(),
                                at,
                                chunk,
                                state,
                                output.handle(),
                                0,
                                room,
                                flags);
                        word("the state after " + chunk + " bytes", end.result(0), walk.state);
                        word("the bytes consumed", end.result(1), walk.consumed);
                        word("the events", end.result(2), walk.events.size() / 2);
                        word("the flags left", end.result(3), walk.left);
                        equal("the events at byte " + at, events(output, end.result(2)), walk.events);
                        begun |= (walk.left & 1) == 0;
                        at += walk.consumed;
                        state = walk.state;
                        over = at == INPUT && (flags & 2) != 0 && walk.left == 0;
                        bytes += walk.consumed;
                        matches += walk.events.size() / 2;
                    }
                }
            }
        }
        trial.note(bytes + " bytes, " + matches + " events");
    }

    static void imagesAreTheirTenants(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        try (Desk desk = Desk.open(trial)) {
            byte[] text = input(random);
            List<Tenant> tenants = new ArrayList<>();
            List<NaiveAutomaton> automata = new ArrayList<>();
            List<DeviceBuffer> inputs = new ArrayList<>();
            List<DeviceBuffer> outputs = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                Tenant tenant = desk.tenant(16);
                automata.add(new NaiveAutomaton(random));
                tenant.bind(0, automata.get(i).image()).orThrow();
                inputs.add(upload(tenant, text));
                outputs.add(tenant.allocate(Purpose.OUTPUT, 8 * ROOM).orThrow());
                tenants.add(tenant);
            }
            for (int round = 0; round < 30; round++) {
                int bytes = 1 + random.nextInt(100);
                List<Completion> ends = new ArrayList<>();
                desk.atOnce(() -> {
                    for (int i = 0; i < 5; i++) {
                        Tenant tenant = tenants.get(i);
                        Desk.ticket(
                                tenant,
                                tenant.submit(
                                        Priority.NORMAL,
                                        desk.told(end -> ends.add(end.copy())),
                                        tenant.opcode(0),
                                        inputs.get(i).handle(),
                                        0,
                                        bytes,
                                        0,
                                        outputs.get(i).handle(),
                                        0,
                                        ROOM,
                                        3));
                    }
                });
                desk.settle();
                number("scans that ended", ends.size(), 5);
                for (int i = 0; i < 5; i++) {
                    Walk walk = automata.get(i).walk(text, 0, bytes, 0, ROOM, 3);
                    equal(
                            "the events of tenant " + tenants.get(i).id(),
                            events(outputs.get(i), walk.events.size() / 2),
                            walk.events);
                }
            }
        }
    }

    static void exchangedImagesEndWell(Trial trial) throws Exception {
        SplittableRandom random = trial.random();
        try (Desk desk = Desk.open(trial)) {
            Tenant tenant = desk.tenant(128);
            byte[] text = input(random);
            DeviceBuffer input = upload(tenant, text);
            DeviceBuffer output = tenant.allocate(Purpose.OUTPUT, 8 * ROOM).orThrow();
            NaiveAutomaton old = new NaiveAutomaton(random);
            int opcode = tenant.bind(0, old.image()).orThrow();
            int[] words = {input.handle(), 0, 200, 0, output.handle(), 0, 0, 0};
            for (int turn = 0; turn < 40; turn++) {
                NaiveAutomaton fresh = new NaiveAutomaton(random);
                Walk before = old.walk(text, 0, 200, 0, 0, 0);
                Walk after = fresh.walk(text, 0, 200, 0, 0, 0);
                desk.atOnce(() -> {
                    for (int i = 0; i < 30; i++) {
                        Desk.ticket(
                                tenant,
                                tenant.submit(
                                        Priority.NORMAL,
                                        desk.told(end -> {
                                            equal(
                                                    "the fault of a scan while images change",
                                                    end.fault(),
                                                    FaultCode.NONE);
                                            that(
                                                    is(end, before) || is(end, after),
                                                    () -> "a scan while images change ended as neither does: " + end);
                                        }),
                                        opcode,
                                        words));
                    }
                    desk.whileInRing(() -> tenant.bind(0, fresh.image()).orThrow());
                });
                desk.settle();
                Completion end = desk.ended(tenant, FaultCode.NONE, opcode, words);
                that(is(end, after), "a scan after the exchange is not the new image's");
                old = fresh;
            }
            long image = old.image().bytes().byteSize();
            long kept = charged(image) + charged(input.bytes()) + charged(output.bytes());
            desk.until(
                    "the old images are given back",
                    () -> desk.kernel().ledger().currentBytes() == kept);
        }
    }

    private static long charged(long bytes) {
        return (bytes + 63) / 64 * 64;
    }

    private static boolean is(Completion end, Walk walk) {
        return end.result(0) == walk.state && end.result(1) == walk.consumed;
    }
}
