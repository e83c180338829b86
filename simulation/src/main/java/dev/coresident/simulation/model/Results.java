package dev.coresident.simulation.model;

import dev.coresident.api.memory.DeviceBuffer;
import dev.coresident.api.ring.Completion;
import dev.coresident.simulation.scenario.Rule;
import dev.coresident.spi.layout.Words;

/** The result words of a submission that ended well, recomputed. */
final class Results {
    private Results() {}

    static void judge(Book book, Ticket ticket, Completion completion) {
        int first = completion.result(0);
        switch (ticket.op) {
            case ADD -> {
                ticket.tenant.window().found(ticket, ticket.countWord, first);
            }
            case LOAD -> {
                int word = ticket.arguments[0];
                if (!ticket.tenant.window().mayHaveHeld(word, first, ticket.submittedAt)) {
                    book.violate(
                            Rule.VISIBILITY,
                            "%s loaded 0x%08x from word %d, which cannot have held it".formatted(ticket, first, word));
                }
            }
            case SWAP -> swapped(ticket, completion);
            case TABLE -> expect(book, ticket, "r0", table(ticket), first);
            case PACK -> expect(book, ticket, "r0", ticket.tag, first);
            case FENCE -> {
                expect(book, ticket, "r0", ticket.items.size(), first);
                expect(book, ticket, "r1", ticket.tag, completion.result(1));
            }
            case SCAN -> scanned(book, ticket, completion);
            case NOP, STORE, COPY, PRINT -> expect(book, ticket, "r0", 0, first);
            case WRONG -> book.violate(Rule.EXACTLY_ONCE, ticket + " ended well and never can");
        }
    }

    private static int table(Ticket ticket) {
        BufferModel buffer = ticket.input;
        return buffer == null ? 0 : buffer.words()[ticket.arguments[1]];
    }

    private static void swapped(Ticket ticket, Completion completion) {
        int before = completion.result(0);
        if (before == ticket.arguments[1]) {
            ticket.tenant.window().found(ticket, ticket.countWord, before);
        } else {
            ticket.swapMissed();
        }
    }

    private static void scanned(Book book, Ticket ticket, Completion completion) {
        if (ticket.scans.stream().noneMatch(scan -> fits(scan, completion))) {
            book.violate(
                    Rule.VISIBILITY,
                    "%s consumed %d bytes and found %d events, as no image that was bound would"
                            .formatted(ticket, completion.result(1), completion.result(2)));
            return;
        }
        BufferModel output = ticket.output;
        if (output == null || !output.isOpen() || ticket.tenant.isRevoked() || book.isDeviceLost()) {
            return;
        }
        DeviceBuffer buffer = output.buffer();
        int from = buffer.fetch(0, buffer.bytes());
        if (from != completion.incarnation()) {
            book.violate(
                    Rule.VISIBILITY,
                    "%s ended on device %d and its output is of %d".formatted(ticket, completion.incarnation(), from));
        }
        if (ticket.scans.stream().noneMatch(scan -> fits(scan, completion) && isWritten(scan, buffer))) {
            book.violate(Rule.VISIBILITY, "the events of " + ticket + " are not in its output");
        }
    }

    private static boolean fits(ScanModel scan, Completion completion) {
        return completion.result(1) == scan.consumed() && completion.result(2) == scan.ends().length;
    }

    private static boolean isWritten(ScanModel scan, DeviceBuffer buffer) {
        int[] ends = scan.ends();
        boolean same = true;
        for (int i = 0; i < ends.length; i++) {
            same &= Words.get(buffer.segment(), 8L * i) == 0 && Words.get(buffer.segment(), 8L * i + 4) == ends[i];
        }
        return same;
    }

    private static void expect(Book book, Ticket ticket, String what, int expected, int actual) {
        if (actual != expected) {
            book.violate(
                    Rule.VISIBILITY,
                    "%s of %s is 0x%08x and should be 0x%08x".formatted(what, ticket, actual, expected));
        }
    }
}
