// Worklist: visits (state, byte index) pairs of an NFA image. The pairs of an index are bits in the slot's own output memory, as the
// active states of a scan are; the root is the bit behind those of the states. Tasks and sets are the tenant's memory: what they name is
// looked at only inside the image, whatever a slot beside this one writes there.

typedef struct {
  Nfa n;
  Nfa sets;  // the same with the root counted as a state: only for the size of sets
  Active now;
  Active next;
  Sink sink;
  int tasks;
  uint count;
  int output;
  uint room;
  ulong input;
  uint from;
  ulong end;
  int told;
  ulong budget;
  ulong index;
  uint unread;
  ulong visits;
  ulong inNow;
  ulong inNext;
  uint below;  // states of this index below it were visited
} Pairs;

static uint taskWord(const Frame *f, const Pairs *p, uint task, int word) {
  return (uint)f->memory[p->tasks + (int)(task * (uint)TASK_WORDS) + word];
}

static int addPair(Active *set, uint state) {
  uint bit = 1u << (state % 32);
  if ((set->words[state / 32] & bit) != 0) {
    return 0;
  }
  set->words[state / 32] |= bit;
  set->marks[state / 1024] |= 1u << (state / 32 % 32);
  return 1;
}

static int hasPair(const Active *set, uint state) {
  return (int)(set->words[state / 32] >> (state % 32) & 1);
}

// The first state of a set from one on; 0xFFFFFFFF if there is none.
static uint nextPair(const Pairs *p, const Active *set, uint from) {
  uint words = activeWords(&p->sets);
  uint word = from / 32;
  if (word >= words) {
    return 0xFFFFFFFFu;
  }
  uint bits = set->words[word] & (0xFFFFFFFFu << (from % 32));
  uint m = word / 32;
  // Bits of the mark above this word's.
  uint marks = word % 32 == 31 ? 0u : set->marks[m] & (0xFFFFFFFEu << (word % 32));
  while (bits == 0) {
    while (marks == 0) {
      m++;
      if (m >= markWords(&p->sets)) {
        return 0xFFFFFFFFu;
      }
      marks = set->marks[m];
    }
    word = 32 * m + popcount((marks & (0u - marks)) - 1);
    marks &= marks - 1;
    if (word >= words) {
      return 0xFFFFFFFFu;
    }
    bits = set->words[word];
  }
  uint state = 32 * word + popcount((bits & (0u - bits)) - 1);
  return state <= p->n.states ? state : 0xFFFFFFFFu;
}

// 1 if a state is entered with a byte, -1 if there is no such state or set.
static int takes(const __global int *memory, const Nfa *n, uint state, uint value) {
  if (state >= n->states) {
    return -1;
  }
  uint set = (uint)memory[n->setOf + (int)state];
  if (set >= n->sets) {
    return -1;
  }
  return (int)((uint)memory[n->set + NFA_SET_WORDS * (int)set + (int)(value / 32)] >> (value % 32) & 1);
}

// Where the row of a state is: the successors, or what is enabled at every byte. 0 if the index is wrong.
static int rowOf(const __global int *memory, const Nfa *n, uint state, int *list, uint *from, uint *to) {
  if (state == n->states) {
    *list = n->every;
    *from = 0;
    *to = n->everyCount;
    return 1;
  }
  *list = n->successorList;
  *from = (uint)memory[n->successorIndex + (int)state];
  *to = (uint)memory[n->successorIndex + (int)state + 1];
  return *from <= *to && *to <= n->successorWords;
}

// Reaches what a state leads to by a byte; with add 0 it only counts. Gives how many were new, or -1.
static long reach(const __global int *memory, Pairs *p, uint state, uint value, int add) {
  const Nfa *n = &p->n;
  int list;
  uint from, to;
  if (!rowOf(memory, n, state, &list, &from, &to)) {
    return -1;
  }
  long fresh = 0;
  for (uint i = from; i < to; i++) {
    uint next = (uint)memory[list + (int)i];
    int taken = takes(memory, n, next, value);
    if (taken < 0) {
      return -1;
    }
    if (taken != 0) {
      fresh += add ? addPair(&p->next, next) : !hasPair(&p->next, next);
    }
  }
  if (state == n->states) {
    fresh += add ? addPair(&p->next, state) : !hasPair(&p->next, state);
  }
  return fresh;
}

// Takes the tasks of an index into a set; the first of them whatever its index is if must says so. 0 if one has no state.
static int loadTasks(const Frame *f, Pairs *p, Active *set, ulong at, ulong *size) {
  while (p->unread < p->count && taskWord(f, p, p->unread, TASK_CONTINUATION_PC) == at) {
    uint state = taskWord(f, p, p->unread, TASK_PARAMETER);
    if (state > p->n.states) {
      return 0;
    }
    *size += (ulong)addPair(set, state);
    p->unread++;
  }
  return 1;
}

// Goes to the next index that has pairs: 1, 0 if none is left, -1 if a task is not what it was.
static int seekIndex(const Frame *f, Pairs *p) {
  clearSet(&p->sets, &p->now);
  Active visited = p->now;
  p->now = p->next;
  p->next = visited;
  p->inNow = p->inNext;
  p->inNext = 0;
  p->below = 0;
  p->index++;
  if (p->inNow == 0) {
    if (p->unread >= p->count) {
      return 0;
    }
    p->index = taskWord(f, p, p->unread, TASK_CONTINUATION_PC);
    uint state = taskWord(f, p, p->unread, TASK_PARAMETER);
    if (state > p->n.states || p->index < p->from) {
      return -1;
    }
    p->unread++;
    p->inNow = (ulong)addPair(&p->now, state);
    if (!loadTasks(f, p, &p->now, p->index, &p->inNow)) {
      return -1;
    }
  }
  return loadTasks(f, p, &p->next, p->index + 1, &p->inNext) ? 1 : -1;
}

// How many different entries the states below one have in a list, counted no further than one above most.
static uint countReports(
    const __global int *memory, Pairs *p, uint below, int index, int list, uint listWords, uint most, ulong *steps) {
  uint count = 0;
  uint entry = leastAbove(memory, &p->n, &p->now, index, list, listWords, below, 0, 1, &p->sink.bad, steps);
  while (entry != 0xFFFFFFFFu && count <= most) {
    count++;
    entry = leastAbove(memory, &p->n, &p->now, index, list, listWords, below, entry, 0, &p->sink.bad, steps);
  }
  return count;
}

// Visits the pairs of an index: the reason for which some are left, 0, or -1 if the image is wrong.
static int visitIndex(Frame *f, Pairs *p) {
  __global int *memory = f->memory;
  const Nfa *n = &p->n;
  int atEnd = p->index == p->end;
  if (p->index > p->end || (atEnd && !p->told)) {
    return WORKLIST_INPUT;
  }
  ulong allowed = min(p->inNow, p->budget - p->visits);
  if (allowed == 0) {
    return WORKLIST_BUDGET;
  }
  uint below = n->states + 1;
  if (allowed < p->inNow) {
    below = 0;
    for (ulong i = 0; i < allowed; i++) {
      uint state = nextPair(p, &p->now, below);
      below = state == 0xFFFFFFFFu ? n->states + 1 : state + 1;
    }
  }
  uint room = p->sink.capacity - p->sink.events;
  uint reported = min(below, n->states);
  uint count = countReports(memory, p, reported, n->acceptIndex, n->acceptList, n->acceptWords, room, &f->steps);
  if (count <= room && atEnd) {
    count += countReports(memory, p, reported, n->endIndex, n->endList, n->endWords, room - count, &f->steps);
  }
  if (p->sink.bad) {
    return -1;
  }
  if (count > room) {
    return WORKLIST_EVENTS;
  }
  uint value = atEnd ? 0u : ((const __global uchar *)memory)[p->input + (p->index - p->from)];
  ulong behind = p->count - p->unread;
  ulong visited = 0;
  int reason = WORKLIST_NOTHING;
  for (uint state = nextPair(p, &p->now, 0); state != 0xFFFFFFFFu; state = nextPair(p, &p->now, state + 1)) {
    if (visited == allowed) {
      reason = WORKLIST_BUDGET;
      break;
    }
    if (!atEnd) {
      int list;
      uint from, to;
      if (!rowOf(memory, n, state, &list, &from, &to)) {
        return -1;
      }
      f->steps += 2 * (ulong)(to - from);
      ulong left = p->inNow - visited - 1 + p->inNext + behind;
      if (left + (to - from) + 1 > p->room) {
        long fresh = reach(memory, p, state, value, 0);
        if (fresh < 0) {
          return -1;
        }
        if (left + (ulong)fresh > p->room) {
          reason = WORKLIST_TASKS;
          break;
        }
      }
      long fresh = reach(memory, p, state, value, 1);
      if (fresh < 0) {
        return -1;
      }
      p->inNext += (ulong)fresh;
    }
    f->steps += 1;
    visited++;
    p->below = state + 1;
  }
  reported = min(p->below, n->states);
  uint end = (uint)(p->index - p->from);
  if (!reportSets(memory, n, &p->now, &p->sink, n->acceptIndex, n->acceptList, n->acceptWords, reported, end, &f->steps)
      || (atEnd && !reportSets(memory, n, &p->now, &p->sink, n->endIndex, n->endList, n->endWords, reported, end, &f->steps))) {
    return -1;
  }
  p->visits += visited;
  return reason;
}

static int oneMore(int count) {
  return count == -1 ? count : count + 1;
}

static void leaveBrought(Frame *f, const Pairs *p, uint task, uint left) {
  const __global int *from = f->memory + p->tasks + (int)(task * (uint)TASK_WORDS);
  __global int *to = f->memory + p->output + (int)(left * (uint)TASK_WORDS);
  for (int i = 0; i < TASK_WORDS; i++) {
    to[i] = from[i];
  }
  to[TASK_STATE] = TASK_REQUEUED;
  to[TASK_REQUEUES] = oneMore(from[TASK_REQUEUES]);
  to[TASK_AGE] = oneMore(from[TASK_AGE]);
  to[TASK_FLAGS] = TASK_FLAG_REQUEUE_REQUESTED;
}

static void leaveReached(Frame *f, const Pairs *p, ulong index, uint state, uint left) {
  const __global int *slot = f->arguments - SLOT_ARGUMENT;
  __global int *to = f->memory + p->output + (int)(left * (uint)TASK_WORDS);
  to[TASK_STATE] = TASK_READY;
  to[TASK_OPCODE] = slot[SLOT_OPCODE];
  to[TASK_TENANT] = f->word;
  to[TASK_PRIORITY] = slot[SLOT_PRIORITY];
  to[TASK_INPUT_HANDLE] = argument(f, 0);
  to[TASK_OUTPUT_HANDLE] = argument(f, 4);
  to[TASK_PARAMETER] = (int)state;
  to[TASK_CONTINUATION_PC] = (int)(uint)index;
  to[TASK_CONTINUATION_DATA] = (int)state;
  to[TASK_RESUME_EPOCH] = 0;
  to[TASK_TASK_ID] = (int)left + 1;
  to[TASK_PARENT_ID] = p->count == 0 ? 0 : (int)taskWord(f, p, 0, TASK_TASK_ID);
  to[TASK_AGE] = 0;
  to[TASK_REQUEUES] = 0;
  to[TASK_YIELDS] = 0;
  to[TASK_FLAGS] = TASK_FLAG_REQUEUE_REQUESTED;
}

// Leaves the pairs of a set from a state on, brought ones as they were; cursor is behind the tasks that were passed.
static uint leaveSet(Frame *f, const Pairs *p, const Active *set, ulong index, uint first, uint left, uint *cursor) {
  for (uint state = nextPair(p, set, first); state != 0xFFFFFFFFu && left < p->room; state = nextPair(p, set, state + 1)) {
    ulong pc = 0;
    uint brought = 0;
    while (*cursor < p->unread) {
      pc = taskWord(f, p, *cursor, TASK_CONTINUATION_PC);
      brought = taskWord(f, p, *cursor, TASK_PARAMETER);
      if (pc > index || (pc == index && brought >= state)) {
        break;
      }
      (*cursor)++;
    }
    if (*cursor < p->unread && pc == index && brought == state) {
      leaveBrought(f, p, *cursor, left);
    } else {
      leaveReached(f, p, index, state, left);
    }
    left++;
  }
  return left;
}

static uint leaveTasks(Frame *f, const Pairs *p) {
  uint cursor = 0;
  uint left = leaveSet(f, p, &p->now, p->index, p->below, 0, &cursor);
  left = leaveSet(f, p, &p->next, p->index + 1, 0, left, &cursor);
  for (uint task = p->unread; task < p->count && left < p->room; task++) {
    leaveBrought(f, p, task, left++);
  }
  return left;
}

// What the arguments say; where things stand is yet to come.
static void readPairs(Frame *f, Pairs *p, int blocking) {
  p->sets = p->n;
  p->sets.states = p->n.states + 1;
  p->count = (uint)argument(f, 6);
  p->room = (uint)argument(f, 9);
  p->from = (uint)argument(f, 3);
  p->end = (ulong)p->from + (uint)argument(f, 2);
  p->told = (argument(f, 7) & WORKLIST_LAST) != 0;
  p->budget = blocking ? 0xFFFFFFFFul : (ulong)(uint)argument(f, 11);
  p->sink.capacity = (uint)argument(f, 10);
  p->sink.bad = 0;
}

static ulong scratchAt(const Frame *f) {
  return (64 * (ulong)(uint)argument(f, 9) + 8 * (ulong)(uint)argument(f, 10) + 63) / 64 * 64;
}

static void placePairs(Frame *f, Pairs *p) {
  p->sink.output = p->output + (int)(p->room * (uint)TASK_WORDS);
  setsAt(f, &p->sets, p->output + (int)(scratchAt(f) / 4), &p->now, &p->next);
}

// Visits from where the pairs stand, at most so many in this launch; gives 0, CONTINUE or a fault.
static int visitPairs(Frame *f, Pairs *p, int sought, int swapped, __global int *outcome) {
  int kind = outcome[OUT_SCAN + SCAN_KIND];
  ulong budget = (uint)f->in[IN_SCAN_STEPS];
  int reason = WORKLIST_NOTHING;
  while (reason == WORKLIST_NOTHING) {
    if (!sought) {
      int found = seekIndex(f, p);
      swapped = !swapped;
      if (found < 0) {
        return FAULT_BAD_ARGUMENT;
      }
      if (found == 0) {
        break;
      }
      if (f->steps >= budget) {
        outcome[OUT_SCAN + SCAN_IMAGE] = p->n.image;
        outcome[OUT_SCAN + PAIRS_INPUT_LOW] = (int)(uint)p->input;
        outcome[OUT_SCAN + PAIRS_INPUT_HIGH] = (int)(p->input >> 32);
        outcome[OUT_SCAN + PAIRS_TASKS] = p->tasks;
        outcome[OUT_SCAN + PAIRS_OUTPUT] = p->output;
        outcome[OUT_SCAN + PAIRS_INDEX] = (int)(uint)p->index;
        outcome[OUT_SCAN + PAIRS_UNREAD] = (int)p->unread;
        outcome[OUT_SCAN + PAIRS_EVENTS] = (int)p->sink.events;
        outcome[OUT_SCAN + PAIRS_VISITS] = (int)(uint)p->visits;
        outcome[OUT_SCAN + PAIRS_SWAPPED] = swapped;
        outcome[OUT_SCAN + SCAN_KIND] = kind;
        return OUTCOME_CONTINUE;
      }
    }
    sought = 0;
    reason = visitIndex(f, p);
    if (reason < 0) {
      return FAULT_BAD_IMAGE;
    }
  }
  f->r0 = reason == WORKLIST_NOTHING ? 0 : (int)leaveTasks(f, p);
  f->r1 = (int)(uint)p->visits;
  f->r2 = (int)p->sink.events;
  f->r3 = reason;
  return 0;
}

static int admitsPairs(const Frame *f, const Pairs *p, int blocking) {
  ulong tasksAt = (uint)argument(f, 5);
  ulong taskBytes = 64 * (ulong)p->count;
  ulong outputAt = (uint)argument(f, 8);
  ulong outputBytes = scratchAt(f) + stateBytes(&p->sets);
  ulong budget = (uint)argument(f, 11);
  return (argument(f, 7) & ~WORKLIST_LAST) == 0 && p->end <= 0xFFFFFFFFul && tasksAt % WORKLIST_ALIGN_BYTES == 0
      && outputAt % WORKLIST_ALIGN_BYTES == 0 && p->count <= p->room && p->room <= WORKLIST_MOST_TASKS
      && (p->count == 0 || tasksAt + taskBytes <= outputAt || outputAt + outputBytes <= tasksAt)
      && budget <= (blocking ? 0ul : WORKLIST_VISITS_EACH * (ulong)p->count);
}

// The tasks that a slot brings, one after the other.
static int admitsTasks(const Frame *f, const Pairs *p) {
  ulong last = p->told ? p->end : 0xFFFFFFFFul;
  ulong before = 0;
  for (uint task = 0; task < p->count; task++) {
    uint state = taskWord(f, p, task, TASK_STATE);
    uint automatonState = taskWord(f, p, task, TASK_PARAMETER);
    ulong index = taskWord(f, p, task, TASK_CONTINUATION_PC);
    ulong pair = index << 32 | automatonState;
    if ((state != TASK_READY && state != TASK_YIELDED && state != TASK_REQUEUED)
        || (int)taskWord(f, p, task, TASK_TENANT) != f->word
        || (int)taskWord(f, p, task, TASK_INPUT_HANDLE) != argument(f, 0)
        || (int)taskWord(f, p, task, TASK_OUTPUT_HANDLE) != argument(f, 4)
        || taskWord(f, p, task, TASK_CONTINUATION_DATA) != automatonState || automatonState > p->n.states
        || index < p->from || index > last || (task > 0 && pair <= before)) {
      return 0;
    }
    before = pair;
  }
  return 1;
}

static int worklist(Frame *f, int imageHandle, int kind, __global int *outcome) {
  int blocking = kind == KIND_WORKLIST_BLOCKING;
  int fault = resolve(f, imageHandle);
  if (fault != 0) {
    return fault;
  }
  int imageRow = handleRow(f, imageHandle);
  int image = handleAt(f, imageRow);
  ulong length = handleLength(f, imageRow);
  if ((f->memory[imageRow + HANDLE_FLAGS] & HANDLE_IMAGE) == 0 || !isNfa(f, image, length)) {
    return FAULT_BAD_IMAGE;
  }
  Pairs p;
  fault = readNfa(f, image, length, &p.n);
  if (fault != 0) {
    return fault;
  }
  readPairs(f, &p, blocking);
  if (!admitsPairs(f, &p, blocking)) {
    return FAULT_BAD_ARGUMENT;
  }
  fault = resolve(f, argument(f, 0));
  if (fault != 0) {
    return fault;
  }
  int inputRow = handleRow(f, argument(f, 0));
  if (!holds(f, inputRow, (uint)argument(f, 1), (uint)argument(f, 2))) {
    return FAULT_HANDLE_BOUNDS;
  }
  fault = resolveForWrite(f, argument(f, 4));
  if (fault != 0) {
    return fault;
  }
  int row = handleRow(f, argument(f, 4));
  if (!holds(f, row, (uint)argument(f, 5), 64 * (ulong)p.count)
      || !holds(f, row, (uint)argument(f, 8), scratchAt(f) + stateBytes(&p.sets))) {
    return FAULT_HANDLE_BOUNDS;
  }
  p.input = 4 * (ulong)(uint)handleAt(f, inputRow) + (uint)argument(f, 1);
  p.tasks = handleAt(f, row) + (int)((uint)argument(f, 5) / 4);
  p.output = handleAt(f, row) + (int)((uint)argument(f, 8) / 4);
  if (!admitsTasks(f, &p)) {
    return FAULT_BAD_ARGUMENT;
  }
  placePairs(f, &p);
  for (uint i = 0; i < 2 * (activeWords(&p.sets) + markWords(&p.sets)); i++) {
    p.now.words[i] = 0;
  }
  p.sink.events = 0;
  p.index = (ulong)p.from - 1;
  p.unread = 0;
  p.visits = 0;
  p.inNow = 0;
  p.inNext = 0;
  p.below = 0;
  outcome[OUT_SCAN + SCAN_KIND] = kind;
  return visitPairs(f, &p, 0, 0, outcome);
}

static ulong countPairs(const Pairs *p, const Active *set) {
  ulong count = 0;
  for (uint state = nextPair(p, set, 0); state != 0xFFFFFFFFu; state = nextPair(p, set, state + 1)) {
    count++;
  }
  return count;
}

// A worklist that was cut goes on: it was checked when it began, and the host leaves its memory alone until it ends.
static int resumeWorklist(Frame *f, const __global int *entry, __global int *outcome) {
  const __global int *from = entry + ENTRY_SCAN;
  Pairs p;
  int image = from[SCAN_IMAGE];
  int fault = readNfa(f, image, 4 * (ulong)(uint)(f->in[IN_HEAP_AT] + f->in[IN_HEAP_WORDS] - image), &p.n);
  if (fault != 0) {
    return fault;
  }
  readPairs(f, &p, from[SCAN_KIND] == KIND_WORKLIST_BLOCKING);
  p.input = (ulong)(uint)from[PAIRS_INPUT_LOW] | ((ulong)(uint)from[PAIRS_INPUT_HIGH] << 32);
  p.tasks = from[PAIRS_TASKS];
  p.output = from[PAIRS_OUTPUT];
  placePairs(f, &p);
  if (from[PAIRS_SWAPPED] != 0) {
    Active first = p.now;
    p.now = p.next;
    p.next = first;
  }
  p.index = (uint)from[PAIRS_INDEX];
  p.unread = (uint)from[PAIRS_UNREAD];
  p.sink.events = (uint)from[PAIRS_EVENTS];
  p.visits = (uint)from[PAIRS_VISITS];
  p.inNow = countPairs(&p, &p.now);
  p.inNext = countPairs(&p, &p.next);
  p.below = 0;
  outcome[OUT_SCAN + SCAN_KIND] = from[SCAN_KIND];
  return visitPairs(f, &p, 1, from[PAIRS_SWAPPED], outcome);
}
