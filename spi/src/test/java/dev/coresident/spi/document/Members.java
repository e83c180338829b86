package dev.coresident.spi.document;

import java.util.List;

/** Writer and meaning of every member of every layout, in their order: {@code name | writer | meaning}. */
final class Members {
    static final List<String> SLOT = List.of(
            "status | host and device, by turns | slot status",
            "opcode | host | global opcode",
            "tenant | host | tenant word",
            "priority | host | level, agrees with the partition",
            "arguments | host | a0 .. a11, unused ones zero");

    static final List<String> COMPLETION = List.of(
            "sequence | device | position + 1, released last",
            "slot | device | index in the whole ring",
            "tenant | device | the slot's tenant word",
            "ending | device | status in bits 0 to 7, fault code in 8 to 15, lap in 16 to 31",
            "results | device | r0 .. r3");

    static final List<String> CONTROL_HEADER = List.of(
            "magic | host, once | `CRES`",
            "version | host, once | layout version",
            "controlBytes | host, once | bytes of the control region",
            "slots | host, once | slots of the ring",
            "partitionOffsets | host, once | first slot of each level, then the number of slots",
            "completions | host, once | entries of the completion ring, a power of two",
            "tenantRows | host, once | rows of the tenant tables, the host's row 0 included",
            "windowSize | host, once | opcodes in a window",
            "opsPerTenant | host, once | op rows of each tenant row",
            "observableWords | host, once | words of each tenant's observable window",
            "handleRows | host, once | rows of the handle table, row 0 included",
            "debugRecords | host, once | records of the debug log",
            "ioCells | host, once | cells of the IO queue",
            "tenantRowsAt | host, once | offset of the tenant rows",
            "opRowsAt | host, once | offset of the op rows",
            "handleRowsAt | host, once | offset of the handle rows",
            "deviceLineAt | host, once | offset of the device line",
            "headsAt | host, once | offset of the first head",
            "countRowsAt | host, once | offset of the count rows",
            "reserved | nobody | zero");

    static final List<String> TENANT_ROW = List.of(
            "admitted | host | the only tenant word whose slots run, or 0",
            "tenant | host | tenant word of the present or last tenant",
            "state | host | 0 free, 1 live, 2 revoked",
            "windowFirst | host | first global opcode of the window",
            "windowSize | host | opcodes in the window",
            "firstOp | host | op row of local opcode 0",
            "ops | host | op rows",
            "observableFirst | host | first word of the observable window",
            "observableWords | host | words of the observable window",
            "quota | host | most slots in the ring at once; the pump keeps to it",
            "reserved | nobody | zero");

    static final List<String> OP_ROW = List.of(
            "kind | host | op kind, or 0 if unbound; read and written together with the image, as one pair, with acquire and release",
            "image | host | handle of the program image, or 0",
            "reserved | nobody | zero");

    static final List<String> HANDLE_ROW = List.of(
            "handle | host | the handle word while it is open, else 0",
            "owner | host | the owner's tenant word, or 0 if every tenant may use it",
            "flags | host | 1 read only, 2 a validated program image, always read only",
            "unit | host | start in the heap, in units of 64 bytes",
            "lengthLow | host | low word of the length in bytes",
            "lengthHigh | host | high word of the length in bytes",
            "reserved | nobody | zero");

    static final List<String> DEVICE_LINE = List.of(
            "heartbeat | device | rises while the device makes passes",
            "workers | device | pollers that run",
            "reserved | nobody | zero",
            "completionTail | device | positions reserved in the completion ring, wraps",
            "reserved2 | nobody | zero");

    static final List<String> COUNT_ROW = List.of(
            "claimed | device | raised before the tenant row is looked at, wraps",
            "done | device | raised after DONE was released, wraps",
            "faulted | device | raised after FAULT was released, wraps",
            "handed | device | raised after WAIT_IO was released, wraps",
            "reserved | nobody | zero");

    static final List<String> DEBUG_RECORD = List.of(
            "sequence | device | number + 1, released last",
            "tenant | device | tenant word",
            "slot | device | the slot's index",
            "reserved | nobody | zero",
            "arguments | device | the slot's twelve arguments");

    static final List<String> IO_CELL = List.of(
            "state | host and device, by turns | 0 FREE, 1 FILLING, 2 REQUESTED, 3 SERVED, 4 ANSWERED, 5 FAILED",
            "slot | device | the waiting slot's index",
            "tenant | device | tenant word",
            "opcode | device | the opcode that asks",
            "data | device, then host | the slot's arguments, then the answer; when FAILED word 0 is the fault code");

    static final List<String> TASK = List.of(
            "state | spawner, runner, resumer, by turns | task state",
            "opcode | spawner | global opcode that runs it",
            "tenant | spawner | tenant word",
            "priority | spawner, runner | level; a requeue may change it",
            "inputHandle | spawner | handle word, or 0",
            "outputHandle | spawner | handle word, or 0",
            "parameter | spawner | the op's parameter",
            "continuationPc | spawner, runner | where it goes on",
            "continuationData | spawner, runner | what it carries there; the fault code once it is FAULTED",
            "resumeEpoch | runner | a PAUSED task goes on from this epoch; epochs wrap",
            "taskId | spawner | its own number",
            "parentId | spawner | the task that spawned it, or 0",
            "age | runner | times it went behind the others, stops at 2^32 - 1",
            "requeues | runner | times it was requeued, stops at 2^32 - 1",
            "yields | runner | times it yielded, stops at 2^32 - 1",
            "flags | spawner, runner, resumer | 1 paused, 2 yielded, 4 requeue requested, 8 resume ready");

    private Members() {}
}
