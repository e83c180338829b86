// What a launch is given, what the device keeps between launches, and what one slot is executed with.
#pragma once

// NVRTC cannot say where a member stands; nvcc and g++ check the same text.
#ifdef __CUDACC_RTC__
#define CR_STANDS_AT(type, member, at) true
#else
#define CR_STANDS_AT(type, member, at) (__builtin_offsetof(type, member) == (at))
#endif

// The one parameter of the kernel. LaunchLayout of the backend has the same offsets; they are compared below.
struct Launch {
  u8 *control;       // mapped host memory, as the next four
  int *ring;
  int *completion;
  int *debugLog;
  int *observable;
  u8 *heap;          // device memory, a guard behind it
  u64 heapBytes;
  u8 *work;          // device memory, see Work
  u32 *line;         // mapped: word 0 why the launch ended (device), word 32 abandon (host)
  u64 sliceNanos;    // 0: until the host says stop
  u32 sliceBytes;    // a scan looks up after so many bytes
  u32 launch;        // number of this launch, from 1
  u32 maxSlots;      // of a slice
  u32 idleNanos;     // the longest pause of the poller
  u32 workers;
  u32 mails;         // a power of two, at least the workers
  u32 completions;   // a power of two
  u32 tenantRows;
  u32 opRows;
  u32 handleRows;
  u32 observableWords;
  u32 debugRecords;
  u32 tenantRowsAt;
  u32 opRowsAt;
  u32 handleRowsAt;
  u32 deviceLineAt;
  u32 headsAt;
  u32 countRowsAt;
  u32 partitions[LEVELS + 1];
};

static_assert(sizeof(Launch) == LAUNCH_BYTES && CR_STANDS_AT(Launch, heap, LAUNCH_HEAP) && CR_STANDS_AT(Launch, line, LAUNCH_LINE)
        && CR_STANDS_AT(Launch, sliceBytes, LAUNCH_SLICE_BYTES) && CR_STANDS_AT(Launch, workers, LAUNCH_WORKERS)
        && CR_STANDS_AT(Launch, partitions, LAUNCH_PARTITIONS), "LaunchLayout and Launch differ");

// Everything that more than one warp writes has a line of its own.
struct Shared {
  u32 tickets;         // workers that asked for work
  u32 pad0[31];
  u32 closed;          // number of the last launch that claims no more
  u32 pad1[31];
  u32 left;            // workers that left, all launches together
  u32 pad2[31];
  u32 endTail;         // ends that workers wrote
  u32 pad3[31];
  u32 shutdown;        // the host's SHUTDOWN was met
  u32 pad4[31];
  u32 heads[LEVELS];   // the poller's own from here
  u32 given;
  u32 passed;
  u32 wrapped;         // levels whose positions have passed 2^32; read by workers
  u32 heartbeat;
  u32 pad5[23];
  u32 endHead;         // the ender's own from here
  u32 completionTail;
  u32 pad6[30];
};

// A worker's next slot. The sequence is odd and has the lap of the ticket while the mail stands, 0 once it was taken.
struct Mail {
  u32 sequence;
  u32 level;
  u32 position;
  u32 pad;
};

// How a slot ended, as the completion entry wants it; the sequence is odd and has the lap.
struct Ending {
  u32 sequence;
  u32 slot;
  u32 tenant;
  u32 ending;
  int results[4];
};

struct Counts {
  u32 claimed;
  u32 done;
  u32 faulted;
  u32 handed;
};

// A scan or a worklist that is under way. It was checked when it began, and the host leaves its memory alone until it ends.
struct Scan {
  int kind;
  int flags;
  const int *image;
  const u8 *input;
  int *output;
  u32 *states;       // of an NFA image
  int *tasks;        // of a worklist
  u64 index;
  u64 visits;
  u32 bytes;
  u32 capacity;
  u32 row;
  u32 consumed;
  u32 events;
  u32 unread;
  u32 swapped;
  u32 resumed;
};

struct Fence {
  u32 slot;
  u32 tenant;
  u32 level;
  u32 position;
  u32 remaining;
  u32 count;
  u32 tag;
  u32 pad;
};

// One worker's own: what must outlive a launch that is a slice.
struct Job {
  u32 active;
  u32 hasTicket;
  u32 ticket;
  u32 fences;
  u32 slot;
  u32 level;
  u32 position;
  u32 pad;
  int words[16];
  Scan scan;
  Fence fence[FENCES];
};

static_assert(sizeof(Shared) == SHARED_BYTES && CR_STANDS_AT(Shared, heads, SHARED_HEADS)
        && CR_STANDS_AT(Shared, completionTail, SHARED_COMPLETION_TAIL) && CR_STANDS_AT(Shared, wrapped, SHARED_WRAPPED)
        && sizeof(Mail) == MAIL_BYTES && sizeof(Ending) == ENDING_BYTES && sizeof(Counts) == COUNTS_BYTES
        && sizeof(Job) == JOB_BYTES, "LaunchLayout and the work area differ");

CR_FN Shared *shared(const Launch *l) { return (Shared *)l->work; }
CR_FN Mail *mails(const Launch *l) { return (Mail *)(l->work + SHARED_BYTES); }
CR_FN Ending *endings(const Launch *l) { return (Ending *)(mails(l) + l->mails); }
CR_FN Counts *counts(const Launch *l) { return (Counts *)(endings(l) + l->completions); }
CR_FN Job *jobs(const Launch *l) { return (Job *)(counts(l) + (l->tenantRows + 1) / 2 * 2); }

// A sequence that tells the laps of a ring apart and is never 0.
CR_FN u32 lapMark(u32 position, u32 capacity) { return position / capacity << 1 | 1u; }

CR_FN int *slotAt(const Launch *l, u32 slot) { return l->ring + (u64)slot * SLOT_WORDS; }
CR_FN u32 capacityOf(const Launch *l, u32 level) { return l->partitions[level + 1] - l->partitions[level]; }
CR_FN u32 slotOf(const Launch *l, u32 level, u32 position) {
  return l->partitions[level] + (position & (capacityOf(l, level) - 1));
}

struct Frame {
  const Launch *l;
  Job *job;
  const int *arguments;
  int argumentCount;
  int slot;
  int word;
  u32 windowFirst;
  u32 windowSize;
  u32 firstOp;
  u32 ops;
  int *observable;
  u32 observableWords;
  int r0;
  int r1;
  int r2;
  int r3;
};

CR_FN int argument(const Frame *f, int index) { return index < f->argumentCount ? f->arguments[index] : 0; }

CR_FN u32 least(u32 a, u32 b) { return a < b ? a : b; }
CR_FN u64 least64(u64 a, u64 b) { return a < b ? a : b; }
CR_FN u32 lowestBit(u32 bits) { return (u32)CR_POPCOUNT((bits & (0u - bits)) - 1); }
