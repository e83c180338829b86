package dev.coresident.api.ring;

import com.google.common.primitives.UnsignedInts;
import dev.coresident.spi.layout.IoQueueLayout;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.TaskLayout;
import dev.coresident.spi.program.PackedLayout;

/** Why a call was refused. Whoever gets one knows that every byte is as it was. u32 values are carried unsigned in longs. */
public sealed interface RingRefusal extends RingOutcome {
    /** The rule, the value, and the way out. Allocates; for messages. */
    String reason();

    /**
     * The length is no whole number of units.
     *
     * @param what the memory
     * @param bytes its length
     * @param unit bytes of a unit
     */
    record UnevenLength(String what, long bytes, long unit) implements RingRefusal {
        @Override
        public String reason() {
            return what + " is a multiple of " + unit + " bytes long, got " + bytes + ": pass " + bytes / unit * unit
                    + " of them";
        }
    }

    /**
     * The length is not the one that the count demands.
     *
     * @param what the memory
     * @param bytes its length
     * @param wanted the only length accepted
     */
    record WrongLength(String what, long bytes, long wanted) implements RingRefusal {
        @Override
        public String reason() {
            return what + " has " + bytes + " bytes and must have exactly " + wanted + ": "
                    + (bytes < wanted ? "part of it is missing" : "slice it");
        }
    }

    /**
     * The memory does not start where its words may start.
     *
     * @param what the memory
     * @param alignment the alignment that it is known to have, in bytes
     * @param wanted the alignment it needs
     */
    record Misaligned(String what, long alignment, long wanted) implements RingRefusal {
        @Override
        public String reason() {
            return what + " starts at a multiple of " + wanted + " bytes, got memory aligned to " + alignment
                    + ": allocate it with that alignment";
        }
    }

    /**
     * A count beyond the limit; looked at before anything is reserved.
     *
     * @param what what is counted
     * @param count how many were asked for
     * @param most how many there may be
     */
    record TooMany(String what, long count, long most) implements RingRefusal {
        @Override
        public String reason() {
            return "at most " + most + " " + what + ", got " + count + ": ask for fewer";
        }
    }

    /** The memory may only be read. */
    record ReadOnly() implements RingRefusal {
        @Override
        public String reason() {
            return "the memory is read only: open the view over a writable segment";
        }
    }

    /**
     * An index beyond the end.
     *
     * @param what what is indexed
     * @param index the index, unsigned
     * @param size how many there are
     */
    record IndexOutOfRange(String what, long index, long size) implements RingRefusal {
        @Override
        public String reason() {
            return what + " " + index + " is not one of " + size + ": use an index from 0 to size - 1";
        }
    }

    /**
     * The slot is the device's until it ends.
     *
     * @param slot the slot
     * @param status its status
     */
    record SlotInFlight(int slot, int status) implements RingRefusal {
        @Override
        public String reason() {
            return "slot " + slot + " is in flight (" + SlotStatus.name(status)
                    + "): publish when it is EMPTY, DONE or FAULT";
        }
    }

    /**
     * More arguments than there are words for.
     *
     * @param arguments how many
     * @param most how many fit
     */
    record TooManyArguments(int arguments, int most) implements RingRefusal {
        @Override
        public String reason() {
            return "at most " + most + " arguments fit, got " + arguments
                    + ": pass more through memory and name its handle";
        }
    }

    /**
     * A reserved opcode that the publisher may not use.
     *
     * @param opcode the opcode
     */
    record ReservedOpcode(int opcode) implements RingRefusal {
        @Override
        public String reason() {
            return "opcode 0x" + UnsignedInts.toString(opcode, 16)
                    + " is reserved: use a system op that tenants may publish, or the tenant's own window";
        }
    }

    /**
     * Fewer words than the call reads.
     *
     * @param words how many there are
     * @param needed how many it reads
     */
    record ShortInput(long words, long needed) implements RingRefusal {
        @Override
        public String reason() {
            return "the input has " + words + " words and needs " + needed;
        }
    }

    /**
     * Fewer words than the call writes.
     *
     * @param words how many there are
     * @param needed how many it writes
     */
    record ShortOutput(long words, long needed) implements RingRefusal {
        @Override
        public String reason() {
            return "the output has " + words + " words and needs " + needed;
        }
    }

    /**
     * The batch and its fence reach beyond the ring.
     *
     * @param first the first slot, unsigned
     * @param items items, without the fence
     * @param slots slots of the ring
     */
    record BatchOutOfRange(long first, int items, int slots) implements RingRefusal {
        @Override
        public String reason() {
            return items + " items and a fence from slot " + first + " end at slot " + (first + items) + " of " + slots
                    + ": start earlier or publish fewer";
        }
    }

    /**
     * A batch or a pack holds no more.
     *
     * @param what what is full
     * @param most how many it holds
     */
    record Full(String what, int most) implements RingRefusal {
        @Override
        public String reason() {
            return what + " holds " + most + " and is full: wait until one ends, or use another";
        }
    }

    /**
     * The ops of a pack would need more words than a slot has arguments.
     *
     * @param ops ops, the refused one included
     * @param words words that they need
     */
    record PackOverflow(int ops, int words) implements RingRefusal {
        @Override
        public String reason() {
            return ops + " ops need " + words + " words and a slot has " + SlotLayout.ARGUMENTS
                    + ": publish what is packed and begin another";
        }
    }

    /**
     * An op that no pack may hold.
     *
     * @param innerOpcode the inner opcode, unsigned
     */
    record NotPackable(long innerOpcode) implements RingRefusal {
        @Override
        public String reason() {
            return "inner opcode " + innerOpcode + " is neither a system op 0 to 6 nor a local opcode 0 to "
                    + (PackedLayout.LOCAL_COUNT - 1) + ": publish it in a slot of its own";
        }
    }

    /**
     * The record was reserved, and its writer has not released it.
     *
     * @param record the record's number
     * @param sequence what stands in its sequence word, unsigned
     */
    record RecordNotWritten(int record, long sequence) implements RingRefusal {
        @Override
        public String reason() {
            return "record " + record + " has the sequence " + sequence + " instead of " + (record + 1L)
                    + ": it is still being written, read it later";
        }
    }

    /**
     * A cell of the IO queue is in another state than the call starts from.
     *
     * @param cell the cell
     * @param state its state
     * @param wanted the state that the call starts from
     */
    record CellState(int cell, int state, int wanted) implements RingRefusal {
        @Override
        public String reason() {
            return "cell " + cell + " is " + name(state) + " and must be " + name(wanted);
        }

        private static String name(int state) {
            return switch (state) {
                case IoQueueLayout.FREE -> "FREE";
                case IoQueueLayout.FILLING -> "FILLING";
                case IoQueueLayout.REQUESTED -> "REQUESTED";
                case IoQueueLayout.SERVED -> "SERVED";
                case IoQueueLayout.ANSWERED -> "ANSWERED";
                case IoQueueLayout.FAILED -> "FAILED";
                default -> "UNKNOWN(" + UnsignedInts.toString(state) + ")";
            };
        }
    }

    /**
     * A batch of answers names a cell twice.
     *
     * @param cell the cell
     */
    record CellTwice(int cell) implements RingRefusal {
        @Override
        public String reason() {
            return "cell " + cell + " is named twice: a request has one answer";
        }
    }

    /**
     * A task is in a state that the transition does not start from.
     *
     * @param task the task
     * @param state its state
     * @param transition what was asked for
     */
    record TaskInState(int task, int state, TaskTransition transition) implements RingRefusal {
        @Override
        public String reason() {
            return "task " + task + " is " + TaskLayout.name(state) + " and " + transition.label() + " starts from "
                    + transition.startsFrom();
        }
    }

    /**
     * A task's state word is none of the states: whoever wrote it broke the protocol.
     *
     * @param task the task
     * @param state the word
     */
    record UnknownTaskState(int task, int state) implements RingRefusal {
        @Override
        public String reason() {
            return "the state word of task " + task + " is " + UnsignedInts.toString(state)
                    + " and must be one of the states 0 EMPTY to 7 FAULTED: the memory was overwritten, or is no task";
        }
    }

    /**
     * A paused task waits for a later epoch.
     *
     * @param task the task
     * @param epoch the epoch that it was to be resumed at, unsigned
     * @param resumeEpoch the epoch that it waits for, unsigned
     */
    record EpochNotReached(int task, long epoch, long resumeEpoch) implements RingRefusal {
        @Override
        public String reason() {
            return "task " + task + " waits for epoch " + resumeEpoch + ", got " + epoch + ": resume it then";
        }
    }
}
