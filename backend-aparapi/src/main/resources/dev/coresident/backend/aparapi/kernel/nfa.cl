// Scan of NFA images: the active states are bits in the slot's own state memory, a mark for each word that has some. Every set keeps
// its words zero but for the active ones, so that a byte costs what is active and not what there is.

typedef struct {
  int image;
  uint states;
  uint sets;
  uint everyCount;
  int set;
  int setOf;
  int successorIndex;
  int successorList;
  int every;
  int acceptIndex;
  int acceptList;
  int endIndex;
  int endList;
  uint successorWords;
  uint acceptWords;
  uint endWords;
} Nfa;

// One set of active states: where its words and its marks are.
typedef struct {
  __global uint *words;
  __global uint *marks;
} Active;

static int isNfa(const Frame *f, int at, ulong length) {
  const __global int *w = f->memory + at;
  return length >= 4 * IMAGE_HEADER_WORDS && w[IMAGE_WORD_MAGIC] == IMAGE_MAGIC && w[IMAGE_WORD_VERSION] == IMAGE_VERSION
      && w[IMAGE_WORD_KIND] == IMAGE_KIND_NFA;
}

static int readNfa(const Frame *f, int at, ulong length, Nfa *n) {
  const __global int *w = f->memory + at;
  ulong total = (uint)w[IMAGE_WORD_TOTAL];
  if (4 * total > length) {
    return FAULT_BAD_IMAGE;
  }
  // The host checked every word before it flagged the handle. What a walk would leave the image by is checked all the same.
  n->image = at;
  n->states = (uint)w[NFA_WORD_NFA_STATES];
  n->sets = (uint)w[NFA_WORD_SET_COUNT];
  n->everyCount = (uint)w[NFA_WORD_EVERY_BYTE_COUNT];
  ulong states = n->states;
  if (states == 0 || states > total || n->sets > total / NFA_SET_WORDS
      || (uint)w[NFA_WORD_SETS] + (ulong)NFA_SET_WORDS * n->sets > total || (uint)w[NFA_WORD_SET_OF] + states > total
      || (uint)w[NFA_WORD_SUCCESSOR_INDEX] + states + 1 > total
      || (uint)w[NFA_WORD_EVERY_BYTE] + (ulong)n->everyCount > total
      || (uint)w[NFA_WORD_ACCEPT_INDEX] + states + 1 > total || (uint)w[NFA_WORD_END_INDEX] + states + 1 > total) {
    return FAULT_BAD_IMAGE;
  }
  n->set = at + w[NFA_WORD_SETS];
  n->setOf = at + w[NFA_WORD_SET_OF];
  n->successorIndex = at + w[NFA_WORD_SUCCESSOR_INDEX];
  n->successorList = at + w[NFA_WORD_SUCCESSOR_LIST];
  n->every = at + w[NFA_WORD_EVERY_BYTE];
  n->acceptIndex = at + w[NFA_WORD_ACCEPT_INDEX];
  n->acceptList = at + w[NFA_WORD_ACCEPT_LIST];
  n->endIndex = at + w[NFA_WORD_END_INDEX];
  n->endList = at + w[NFA_WORD_END_LIST];
  n->successorWords = (uint)f->memory[n->successorIndex + (int)states];
  n->acceptWords = (uint)f->memory[n->acceptIndex + (int)states];
  n->endWords = (uint)f->memory[n->endIndex + (int)states];
  return (uint)w[NFA_WORD_SUCCESSOR_LIST] + (ulong)n->successorWords > total
          || (uint)w[NFA_WORD_ACCEPT_LIST] + (ulong)n->acceptWords > total
          || (uint)w[NFA_WORD_END_LIST] + (ulong)n->endWords > total
      ? FAULT_BAD_IMAGE
      : 0;
}

static uint activeWords(const Nfa *n) {
  return (n->states + 31) / 32;
}

static uint markWords(const Nfa *n) {
  return (activeWords(n) + 31) / 32;
}

static ulong stateBytes(const Nfa *n) {
  return (8 * ((ulong)activeWords(n) + markWords(n)) + 63) / 64 * 64;
}

static void setsAt(Frame *f, const Nfa *n, int at, Active *first, Active *second) {
  __global uint *words = (__global uint *)f->memory + at;
  first->words = words;
  second->words = words + activeWords(n);
  first->marks = words + 2 * activeWords(n);
  second->marks = first->marks + markWords(n);
}

// The state that a slot begins with: what it reads, or the one before the first byte. Bits of no state are left out.
static void beginSets(Frame *f, const Nfa *n, int from, int to, int first) {
  Active now, next;
  setsAt(f, n, to, &now, &next);
  const __global uint *read = (const __global uint *)f->memory + from;
  uint words = activeWords(n);
  for (uint i = 0; i < markWords(n); i++) {
    now.marks[i] = 0;
    next.marks[i] = 0;
  }
  for (uint i = 0; i < words; i++) {
    uint bits = first ? (i == 0 ? 1u : 0u) : read[i];
    if (i == words - 1 && n->states % 32 != 0) {
      bits &= (1u << (n->states % 32)) - 1;
    }
    now.words[i] = bits;
    next.words[i] = 0;
    now.marks[i / 32] |= bits != 0 ? 1u << (i % 32) : 0u;
  }
}

// State memory is the tenant's: a slot beside this one, or this one's own events, may write any bits and marks there. What they name
// is looked at only inside the set.
static void clearSet(const Nfa *n, Active *active) {
  for (uint m = 0; m < markWords(n); m++) {
    for (uint marks = active->marks[m]; marks != 0; marks &= marks - 1) {
      uint word = 32 * m + popcount((marks & (0u - marks)) - 1);
      if (word < activeWords(n)) {
        active->words[word] = 0;
      }
    }
    active->marks[m] = 0;
  }
}

// Enters a state if its set has the byte; 0 if there is no such state or set.
static int enter(const __global int *memory, const Nfa *n, Active *next, uint state, uint value) {
  if (state >= n->states) {
    return 0;
  }
  uint set = (uint)memory[n->setOf + (int)state];
  if (set >= n->sets) {
    return 0;
  }
  if (((uint)memory[n->set + NFA_SET_WORDS * (int)set + (int)(value / 32)] >> (value % 32) & 1) != 0) {
    next->words[state / 32] |= 1u << (state % 32);
    next->marks[state / 1024] |= 1u << (state / 32 % 32);
  }
  return 1;
}

// Everything that a byte activates; 0 if the image leads out of itself.
static int stepSets(const __global int *memory, const Nfa *n, const Active *now, Active *next, uint value, ulong *steps) {
  int good = 1;
  *steps += 1 + n->everyCount + markWords(n);
  for (uint i = 0; i < n->everyCount; i++) {
    good &= enter(memory, n, next, (uint)memory[n->every + (int)i], value);
  }
  for (uint m = 0; m < markWords(n); m++) {
    for (uint marks = now->marks[m]; marks != 0; marks &= marks - 1) {
      uint word = 32 * m + popcount((marks & (0u - marks)) - 1);
      for (uint bits = word < activeWords(n) ? now->words[word] : 0u; bits != 0; bits &= bits - 1) {
        int state = (int)(32 * word + popcount((bits & (0u - bits)) - 1));
        if ((uint)state >= n->states) {
          break;
        }
        uint from = (uint)memory[n->successorIndex + state];
        uint to = (uint)memory[n->successorIndex + state + 1];
        if (from > to || to > n->successorWords) {
          return 0;
        }
        *steps += 1 + to - from;
        for (uint i = from; i < to; i++) {
          good &= enter(memory, n, next, (uint)memory[n->successorList + (int)i], value);
        }
      }
    }
  }
  return good;
}

// The least entry above one that any active state below one has in a list; 0xFFFFFFFF if there is none, 1 in bad if the index is wrong.
static uint leastAbove(
    const __global int *memory, const Nfa *n, const Active *now, int index, int list, uint listWords, uint below, uint above, int any,
    int *bad, ulong *steps) {
  uint least = 0xFFFFFFFFu;
  *steps += markWords(n);
  for (uint m = 0; m < markWords(n); m++) {
    for (uint marks = now->marks[m]; marks != 0; marks &= marks - 1) {
      uint word = 32 * m + popcount((marks & (0u - marks)) - 1);
      for (uint bits = word < activeWords(n) ? now->words[word] : 0u; bits != 0; bits &= bits - 1) {
        int state = (int)(32 * word + popcount((bits & (0u - bits)) - 1));
        if ((uint)state >= below) {
          break;
        }
        uint from = (uint)memory[index + state];
        uint to = (uint)memory[index + state + 1];
        if (from > to || to > listWords) {
          *bad = 1;
          return 0xFFFFFFFFu;
        }
        *steps += 1 + to - from;
        for (uint i = from; i < to; i++) {
          uint entry = (uint)memory[list + (int)i];
          if ((any || entry > above) && entry < least) {
            least = entry;
          }
        }
      }
    }
  }
  return least;
}

// All events of the active states below one in order, each once, or none; 0 if they do not fit or the index is wrong.
static int reportSets(
    __global int *memory, const Nfa *n, const Active *now, Sink *sink, int index, int list, uint listWords, uint below, uint end,
    ulong *steps) {
  uint count = 0;
  for (int write = 0; write < 2; write++) {
    uint entry = 0;
    int any = 1;
    count = 0;
    entry = leastAbove(memory, n, now, index, list, listWords, below, entry, any, &sink->bad, steps);
    while (entry != 0xFFFFFFFFu) {
      if (count == sink->capacity - sink->events) {
        return 0;
      }
      if (write) {
        __global int *event = memory + sink->output + (int)(2 * (sink->events + count));
        event[0] = (int)(entry >> 1);
        event[1] = (int)(end - (entry & 1));
      }
      count++;
      entry = leastAbove(memory, n, now, index, list, listWords, below, entry, 0, &sink->bad, steps);
    }
    if (sink->bad) {
      return 0;
    }
    if (count == 0) {
      return 1;
    }
  }
  sink->events += count;
  return 1;
}

// Brings the active states to where they belong, if they are in the other set; the other one is zero then.
static void settleSets(const Nfa *n, Active *first, Active *now) {
  if (now->words == first->words) {
    return;
  }
  for (uint i = 0; i < activeWords(n); i++) {
    first->words[i] = now->words[i];
    now->words[i] = 0;
  }
  for (uint i = 0; i < markWords(n); i++) {
    first->marks[i] = now->marks[i];
    now->marks[i] = 0;
  }
}

// As walk, of active states that stand where the entry's row says.
static int walkSets(Frame *f, const Nfa *n, const __global int *from, __global int *outcome) {
  __global int *memory = f->memory;
  ulong input = (ulong)(uint)from[SCAN_INPUT_LOW] | ((ulong)(uint)from[SCAN_INPUT_HIGH] << 32);
  uint bytes = (uint)from[SCAN_BYTES];
  uint consumed = (uint)from[SCAN_CONSUMED];
  int flags = from[SCAN_FLAGS];
  Sink sink = {from[SCAN_OUTPUT], (uint)from[SCAN_CAPACITY], (uint)from[SCAN_EVENTS], 0};
  Active first, now, next;
  setsAt(f, n, from[SCAN_ROW], &first, &next);
  now = first;
  int stopped = 0;
  if ((flags & SCAN_FIRST) != 0) {
    if (reportSets(memory, n, &now, &sink, n->acceptIndex, n->acceptList, n->acceptWords, n->states, 0, &f->steps)) {
      flags &= ~SCAN_FIRST;
    } else {
      stopped = 1;
    }
  }
  ulong budget = (uint)f->in[IN_SCAN_STEPS];
  const __global uchar *text = (const __global uchar *)memory + input;
  while (!stopped && consumed < bytes && f->steps < budget) {
    if (!stepSets(memory, n, &now, &next, text[consumed], &f->steps)) {
      return FAULT_BAD_IMAGE;
    }
    if (reportSets(memory, n, &next, &sink, n->acceptIndex, n->acceptList, n->acceptWords, n->states, consumed + 1, &f->steps)) {
      clearSet(n, &now);
      Active before = now;
      now = next;
      next = before;
      consumed++;
    } else {
      clearSet(n, &next);
      stopped = 1;
    }
  }
  settleSets(n, &first, &now);
  now = first;
  if (sink.bad) {
    return FAULT_BAD_IMAGE;
  }
  if (!stopped && consumed < bytes) {
    for (int i = 0; i < SCAN_WORDS; i++) {
      outcome[OUT_SCAN + i] = from[i];
    }
    outcome[OUT_SCAN + SCAN_CONSUMED] = (int)consumed;
    outcome[OUT_SCAN + SCAN_EVENTS] = (int)sink.events;
    outcome[OUT_SCAN + SCAN_FLAGS] = flags;
    return OUTCOME_CONTINUE;
  }
  if (!stopped && (flags & SCAN_LAST) != 0 && reportSets(memory, n, &now, &sink, n->endIndex, n->endList, n->endWords, n->states, bytes, &f->steps)) {
    flags &= ~SCAN_LAST;
  }
  if (sink.bad) {
    return FAULT_BAD_IMAGE;
  }
  f->r0 = 0;
  f->r1 = (int)consumed;
  f->r2 = (int)sink.events;
  f->r3 = flags;
  return 0;
}

static int admitsStates(const Frame *f, const Nfa *n, int flags) {
  ulong from = (uint)argument(f, 9);
  ulong to = (uint)argument(f, 10);
  ulong apart = from > to ? from - to : to - from;
  return from % NFA_STATE_ALIGN_BYTES == 0 && to % NFA_STATE_ALIGN_BYTES == 0
      && ((flags & SCAN_FIRST) != 0 || apart >= stateBytes(n));
}

// Puts the state to begin with where it is to be written, and says where that is.
static int resolveStates(Frame *f, const Nfa *n, int flags, int *at) {
  int fault = resolveForWrite(f, argument(f, 8));
  if (fault != 0) {
    return fault;
  }
  int row = handleRow(f, argument(f, 8));
  ulong from = (uint)argument(f, 9);
  ulong to = (uint)argument(f, 10);
  int first = (flags & SCAN_FIRST) != 0;
  if (!holds(f, row, to, stateBytes(n)) || (!first && !holds(f, row, from, stateBytes(n)))) {
    return FAULT_HANDLE_BOUNDS;
  }
  *at = handleAt(f, row) + (int)(to / 4);
  beginSets(f, n, first ? *at : handleAt(f, row) + (int)(from / 4), *at, first);
  return 0;
}
