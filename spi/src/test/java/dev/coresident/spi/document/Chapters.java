package dev.coresident.spi.document;

import java.util.Map;

/** What the layouts cannot say of themselves: rules in prose, taken from the Javadoc of the SPI, and meanings by name. */
final class Chapters {
    static final String OPENING = """
            # The protocol between host and device

            Generated from `dev.coresident.spi`; do not edit. A test compares this page with the layouts and fails when they differ;
            to write it anew: `mvn -pl spi -Dtest=ProtocolDocumentTest -Dcoresident.golden.update=true test`.

            Every word is a little-endian u32; offsets are bytes. Layout version %d: a device refuses a control header of another
            version.

            """;

    static final String RULES = """
            ## Rules

            ### Ownership

            - Each word has one writer at a time, named in the tables. Host-written and device-written words never share a 64-byte line
              outside the ring and the IO queue, so that a staged device copies whole lines one way.
            - A slot is the host's while its status is EMPTY, DONE or FAULT, and the device's from PUBLISHED until it is terminal. The
              host writes arguments first, unused ones zero, and the status last with release. The device writes only the status.
            - The host reuses a slot only after it has read the slot's completion entry, so that the completion ring is never full.

            ### Ordering

            - Host: slot words, then PUBLISHED with release, then the partition's tail with release.
            - Device: results, then the terminal status with release, then the tenant's count, then the completion entry, its sequence
              word last with release. Seeing DONE means seeing the results; a done count of n means n slots are terminal.
            - Rows of the tenant and handle tables: every other word first, the `admitted` or `handle` word last with release.
            - A COHERENT device shares the regions while it runs; a heap that it keeps apart it copies at once, where the host says that it
              wrote or wants to read. A STAGED device gets what the host wrote at the start of a round and gives what it wrote at its
              end; heap and observables only where asked.

            ### Claiming

            - A position is a count that never goes back; its slot is `offset(level) + position mod capacity(level)`. Positions are u32
              and wrap; capacities are powers of two, so that the slot is right across the wrap. The host keeps 64-bit counts.
            - A device takes slots by ticket: a compare-and-swap on the level's head, bounded by the tail that the host released.
            - No level waits for ever: after %d claims at or above a level while a lower one has work, a device claims from a lower
              one once.
            - It counts the claim in the tenant's count row, sequentially consistent, then reads the host row, and executes only if the
              slot's tenant word is the row's `admitted` word; else the slot ends in FAULT.
            - It checks window, binding, handles and bounds before it touches memory, and ends a slot that fails a check in FAULT with
              the code.

            ### Revocation

            - The host writes 0 to `admitted`, sequentially consistent, and reads the claimed count after that: it then knows every
              claim that may still run. Whatever is claimed later ends in FAULT. An id is recycled, with the next generation, only when
              all that it published has ended.
            - To close a handle the host writes 0 to its `handle` word, and reuses the memory only when every slot that was in the ring
              at that time has ended.

            ### Loss

            - A device that is lost is lost with all its memory, and says so in its health before the host can see a word destroyed.
              What the host wrote stays readable in the host's view until the device is closed; what the device wrote may be anything.
            - The host opens another device of the same geometry, writes tenant, op and handle rows and the live pieces of the heap
              again, each at its place and with its words, declares them with `wrote`, and starts it. Positions, laps and the completion
              ring begin again at 0; observables, debug log, IO queue and the device's counts are empty.
            - What was in the ring and had no completion entry that the host read is published again, if the op may run again, in the order
              in which it was published; else it ends in DEVICE_LOST. A batch that lost items is published with its fence over
              what is left of it.

            ### Batch fence

            - BATCH_FENCE ends when the a0 slots before it in its partition have ended; r0 = a0, r1 = the tag a1. A count that reaches
              before the ring's beginning or beyond the partition is FENCE_MALFORMED.

            ### Completion

            - The device reserves a position by adding to `completionTail`, writes the entry at position mod completions, and releases
              `sequence` = position + 1 last. The host reads an entry when its sequence is the one it expects, and counts on from there.
            - The entry's ending names the lap of the slot's position: position divided by capacity(level), the low 16 bits of it. The
              host ends what occupies the slot only if tenant word and lap are the occupant's, and counts every other entry as spurious.
            - Counts are u32 and wrap; the host folds the difference to its last reading into 64 bits, at the latest after 2^31 slots.

            ### Debug log

            - PRINTF adds 1 to `attempted`; if the value before is below the number of records it writes that record and releases
              `sequence` last, else nothing more. Dropped = attempted - records. The count stops at 2^31.

            ### Asking the host

            - LOAD_MISS ends in NO_HOST_SERVICE unless the word `services` of the run line is 1. Else the device hands the slot over:
              it releases WAIT_IO, raises `handed`, and writes the completion entry with the status WAIT_IO and no results. From then
              on the slot is the host's, as if it had ended: nothing waits on the device, and nobody polls for an answer.
            - The host answers as it sees fit and ends the submission once. It may use the slot again at once, unless the slot stands in
              a batch: then it writes DONE or FAULT with release when it has answered, and the fence ends after that.

            ### IO queue

            - The device takes a FREE cell by compare-and-swap to FILLING, writes the request and releases REQUESTED. The host takes it
              by compare-and-swap to SERVED, writes the answer and releases ANSWERED or FAILED. The device ends the slot and releases
              FREE. No state has two writers, so that a request is served once. It is for ops that ask while they run; no op of this
              version does.

            """;

    static final String TASKS = """
            ## Continuation tasks

            The states are numerically the slot statuses; a runner may take a READY, YIELDED or REQUEUED task. Tasks lie in memory that
            their users share. A worklist slot takes schedulable tasks and leaves others, as Worklist says; nothing else on a device runs them.

            | transition | from | to | what else it writes |
            |---|---|---|---|
            | spawn | EMPTY, DONE, FAULTED | READY | every word; age, requeues, yields and resume epoch 0 |
            | claim | READY, YIELDED, REQUEUED | RUNNING | nothing; a compare-and-swap, so that one runner wins |
            | advance(pc, data) | RUNNING | RUNNING | continuation pc and data |
            | pause(pc, data, epoch) | RUNNING | PAUSED | continuation pc and data, resume epoch; flag paused |
            | resume(epoch) | PAUSED, once the epoch has come | READY | flag resume ready |
            | yield | RUNNING | YIELDED | yields + 1; flag yielded |
            | requeue(priority) | RUNNING | REQUEUED | priority, requeues + 1, age + 1; flag requeue requested |
            | complete | RUNNING | DONE | no flags |
            | fault(code) | RUNNING, PAUSED | FAULTED | continuation data = code; no flags |

            - Words first, the state last with release. A transition from another state is refused and changes nothing; a state word
              that is no state is an error that names it.
            - Of the flags paused, yielded and resume ready at most one is set. A claim and an advance leave them, so that the runner
              sees how the task came to it; every other transition clears them. Requeue requested stays set until the task ends.
            - An epoch e has come at epoch n when n - e, as a signed word, is not negative.

            """;

    static final String PACKED = """
            ## Packed slots

            The twelve arguments of a PACKED_SLOT are read as 16-bit halves for the head, the low half of a word first, and as words for
            the rest.

            | half | content |
            |---|---|
            | 0 | n, the number of ops, 0 to %d |
            | 1 .. n | a descriptor each: arguments in the low 4 bits, inner opcode in the high 12 |

            The head takes (n + 2) / 2 words; the ops' arguments follow in order, at most %d for one op. An inner opcode below %s is a
            system op (0 to 6), from there on the tenant's local opcode `inner - %s`, up to %d. An empty pack does nothing.

            Ops run in order. r0 = ops that ran, r1 = r0 of the last one. The first that faults ends the slot in FAULT with its code and
            r0 = the ops that ran before it. A pack that does not fit twelve words is PACK_MALFORMED, an op that may not run inside a
            pack PACK_OP_REFUSED.

            """;

    static final String SCAN = """
            ## Scan

            | word | content |
            |---|---|
            | a0 | input handle |
            | a1 | input offset, bytes |
            | a2 | input bytes |
            | a3 | state to start from, as the image's kind defines it |
            | a4 | output handle |
            | a5 | output offset, bytes, a multiple of 8 |
            | a6 | output capacity, events |
            | a7 | flags: %d FIRST, this range begins the input; %d LAST, this range ends it |
            | a8 | of an NFA image: state handle, writable |
            | a9 | of an NFA image: where the state is read, bytes, a multiple of 8; with FIRST not looked at |
            | a10 | of an NFA image: where the state is written, bytes, a multiple of 8; the two must not overlap |
            | r0 | state reached |
            | r1 | bytes consumed |
            | r2 | events written |
            | r3 | flags not yet served |

            An event is %d bytes: the image's rule index, and the match's end relative to a1, signed (a match whose end depends on the
            next byte is reported one byte late). Events are in the order of their bytes, at one byte in the order of the kind's list.
            Of an NFA image they ascend by rule and delta at one byte, each once.
            With FIRST the events of the start state at offset 0 come first; with LAST those of the end of input come last, once all
            bytes are consumed.

            A scan that finds no room for all events of the next byte (or of the start, or of the end) stops before that byte; the host
            goes on from there with the state it was given. A scan is complete when r1 = a2 and r3 = 0.

            """;

    static final String WORKLIST = """
            ## Worklist

            WORKLIST_BLOCKING and WORKLIST_NON_BLOCKING visit (state, byte index) pairs of an NFA image.

            | word | content |
            |---|---|
            | a0 | input handle |
            | a1 | input offset, bytes |
            | a2 | input bytes |
            | a3 | index of the first of these bytes; a3 + a2 below 2^32 |
            | a4 | worklist handle, writable |
            | a5 | where the tasks to take stand, bytes, a multiple of %1$d |
            | a6 | tasks to take |
            | a7 | flags: %2$d LAST, the input ends with this range |
            | a8 | where the output begins, bytes, a multiple of %1$d |
            | a9 | room for tasks, from a6 to %3$d |
            | a10 | room for events |
            | a11 | visit budget: of a non-blocking slot at most %4$d a6; of a blocking one 0, which stands for 2^32 - 1 |
            | r0 | tasks left |
            | r1 | pairs visited |
            | r2 | events written |
            | r3 | why tasks are left: %5$d none are, %6$d BUDGET, %7$d EVENTS, %8$d TASKS, %9$d INPUT |

            - A pair (s, i): state s is active before the byte with index i. Of an image of S states, state S is the root: it leads to
              itself and to the states enabled at every byte. To visit (s, i) is to report s's accept entries as matches that
              end at i - delta, and to reach (t, i + 1) for every t that s leads to and whose set has byte i (the root whatever
              the byte). At index a3 + a2 with LAST it is to report the accept entries, then the end entries, and reaches nothing.
              The pairs (0, 0) and (S, 0), with all that follows, report what SCAN reports with FIRST and LAST.
            - Pairs are visited by ascending index, at one index by ascending state, each at most once in a slot, however many lead
              to it. Events are %10$d bytes: rule, and end relative to a3, signed. Those of the pairs that a slot visits at one index
              come together: the accept entries of all of them ascending, each once, then the end entries likewise.
            - A task carries a pair: parameter = continuation data = state, continuation pc = index. Tasks to take are schedulable,
              of the slot's tenant word, with a0 and a4 as input and output handle, state at most S, index at least a3 (at most
              a3 + a2 with LAST), strictly ascending by index, then state; else BAD_ARGUMENT. Their other words are not looked at,
              and none is written.
            - Output from a8: a9 tasks; a10 events; from the next multiple of %1$d on the device's work, as much as a state of a scan
              of S + 1 states takes. Tasks to take must not overlap it (BAD_ARGUMENT), nor should the input, so that a slot may run twice.
            - Tasks left ascend, so that a slot can take them as they stand. One that was brought keeps its words but for state
              REQUEUED, requeues and age + 1 (stopping at 2^32 - 1), flags requeue requested. One that was reached is READY: the
              slot's opcode, tenant word, priority and handles, its pair, task id = its place among the tasks left + 1, parent id =
              the task id of the first task that was brought, flags requeue requested, all else 0.
            - A slot stops when nothing is left, or before an index: INPUT, the range is used up and the input goes on; BUDGET, the
              visits are spent; EVENTS, those of the pairs that it may still visit there have no room. Or before a pair: BUDGET;
              TASKS, after the visit more tasks would be left than a9, so that the frontier must be spilled: parted among slots, or
              given more room. These are tried in this order.
            - Checks, in this order: image handle, BAD_IMAGE unless it is an NFA image; arguments; input handle, its range; worklist
              handle, its ranges; tasks. Nothing is written before all are passed.

            """;

    static final String IMAGE = """
            ## Program image

            What SCAN runs. Words, sections at multiples of %d bytes, offsets in words from the image's start. A kind says what its
            words mean; how a device executes it is the device's affair, what comes out is not.

            """;

    static final String IMAGE_HEADER = """

            - Checksum: CRC-32C of all the words, word 4 taken as zero.
            - The header's other words are the kind's; what it gives no meaning is zero.

            """;

    static final String IMAGE_DFA = """

            - Class map: 256 bytes, the class of each input byte, each below the number of classes.
            - Transitions: a row of `stride` words for each state; each word is the next state times the stride, a power of two from the
              number of classes on.
            - Exactly the states from the first accepting one on accept. Accept index: one word for each of them and one more, into the
              accept list, never falling.
            - Accept list: `rule << 1 | delta`. On entering the state with the byte at offset i each entry is a match that ends at
              i + 1 - delta. The start state's entries are matches that end at 0.
            - End index: one word for each state and one more, into the end list; at the end of n bytes each entry is a match that ends
              at n - delta.
            - Dead state: leads only to itself and reports nothing, or 0xFFFFFFFF for none.
            - The state of a scan is the automaton's.

            """;

    static final String IMAGE_LITERALS = """

            - Meaning: at each offset of the input, of the exact texts that end there the longest, and of the caseless ones likewise;
              the rules in the lists of these two are matches that end there, ascending, each once. A text must begin within the
              input. FIRST and LAST report nothing and are served.
            - The state of a scan: how many bytes right before a1, in the same buffer, belong to the input. A scan that starts in state
              a and consumes n bytes reaches state a + n, but no more than the longest text less 1. A state above a1 is
              BAD_ARGUMENT.
            - States: the bytes of the longest text. The start state is 0. Widths: the sum of the widths 1, 2, 4 and 8 that texts have; a
              text's width is the largest that is not above its length.
            - Index: 2 ^ index bits + 1 words into the texts. A text stands in the bucket of its last `width` bytes, folded (upper case
              letters of ASCII made lower case): low is their first four, little-endian, high the next four, or 0;
              h = low * %s + high * %s + width * %s; h = (h xor h >> 15) * %s; the bucket is the upper index bits of h. In a bucket the
              longer texts come first, then the exact ones, then by their bytes.
            - Text: four words: first byte among the bytes, length (1 to %d; with %s if it is caseless), first entry of its list, end of
              its list. Bytes and lists follow each other in the order of the texts.
            - List: rules, ascending: those of the text and of every shorter one of its mode that it ends with.
            - Bytes: of the texts; those of a caseless one folded, as the input is when it is compared.

            """;

    static final String IMAGE_NFA = """

            - State 0 is active before the first byte of the input and never again. A byte activates every state whose set has it and
              which is in the list of an active state, or in the list of every byte; nothing else is active after it.
            - Sets: a row of %d words each, the bit of byte b is bit b mod 32 of word b / 32. Set of: for each state the number of its
              set; that of state 0 has no meaning.
            - Successor index: one word for each state and one more, into the successor list, never falling. Successor list and every
              byte: states from 1 on, ascending within a row.
            - Accept index and list: likewise; entries `rule << 1 | delta`, ascending within a row. Of a state that the byte at offset i
              activates, each entry is a match that ends at i + 1 - delta; state 0's are matches that end at 0. What several states say
              alike is said once.
            - End index and list: likewise; at the end of n bytes the entries of the active states are matches that end at n - delta.
            - The state of a scan is the set of active states, in memory: a bit for each state, state s in bit s mod 32 of word s / 32,
              then room for the device's work; words 8 and 9 of the header are 1 and 0. Bits of states that there are not are not looked
              at and written as zero. For W words of bits and V = W / 32 words, rounded up, a state takes 8 (W + V) bytes, rounded up to
              a multiple of 64.

            """;

    static final Map<String, String> STATUS = Map.of(
            "EMPTY", "never used | host may write",
            "PUBLISHED", "visible to the device, not yet taken | host wrote",
            "CLAIMED", "taken | device wrote",
            "DONE", "ended well | device wrote, host may write",
            "WAIT_IO", "handed to the host, which ends it | device wrote, host may write once it read the entry",
            "YIELD", "gave up its turn and wants another | device wrote",
            "REQUEUE", "to be scheduled again | device wrote",
            "FAULT", "ended with a fault code | device wrote, host may write");

    static final Map<String, String> OPCODE = Map.ofEntries(
            Map.entry("NOP", "nothing"),
            Map.entry("STORE_U32", "observable[a1] = a0"),
            Map.entry("ATOMIC_ADD", "observable[a1] += a0; r0 = the value before"),
            Map.entry("LOAD_U32", "observable[a1] = observable[a0]; r0 = the value"),
            Map.entry("COMPARE_SWAP", "if observable[a0] == a1 then observable[a0] = a2; r0 = the value before"),
            Map.entry("MEMCPY", "copies a2 words from observable[a0] on to observable[a1] on, as if through a buffer"),
            Map.entry("DFA_STEP", "r0 = table[a0 * 256 + (a1 & 0xFF)], the table being words of handle a2"),
            Map.entry("BATCH_FENCE", "ends when its batch has ended; see Rules"),
            Map.entry(
                    "LOAD_MISS",
                    "asks service a0 of the host, within a1 microseconds if not 0; a2 .. a11 are the service's; see Rules"),
            Map.entry("PRINTF", "writes the twelve arguments as one record of the debug log"),
            Map.entry("PACKED_SLOT", "several small ops in one slot"),
            Map.entry("SHUTDOWN", "ends the kernel; the host's alone"));

    private Chapters() {}
}
