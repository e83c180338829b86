// SCAN of NFA images: the active states are bits in the slot's own state memory, a mark for each word that has some. Every set keeps
// its words zero but for the active ones, so that a byte costs what is active and not what there is. Lanes share the words.
#pragma once

// A byte of an NFA image costs about as much as so many of a DFA image: slices are cut accordingly.
#define NFA_BYTE_COST 16u

struct Nfa {
  u32 states;
  u32 sets;
  u32 everyCount;
  const u32 *set;
  const u32 *setOf;
  const u32 *successorIndex;
  const u32 *successorList;
  const u32 *every;
  const u32 *acceptIndex;
  const u32 *acceptList;
  const u32 *endIndex;
  const u32 *endList;
  u32 successorWords;
  u32 acceptWords;
  u32 endWords;
};

// One set of active states: where its words and its marks are.
struct Active {
  u32 *words;
  u32 *marks;
};

// The host checked every word before it flagged the handle. What a walk would leave the image by is checked all the same.
CR_OWN int readNfa(const int *image, Nfa *n) {
  const u32 *w = (const u32 *)image;
  u64 total = w[IMAGE_WORD_TOTAL];
  n->states = w[NFA_WORD_NFA_STATES];
  n->sets = w[NFA_WORD_SET_COUNT];
  n->everyCount = w[NFA_WORD_EVERY_BYTE_COUNT];
  u64 states = n->states;
  if (states == 0 || states > total || n->sets > total / NFA_SET_WORDS
      || w[NFA_WORD_SETS] + (u64)NFA_SET_WORDS * n->sets > total || w[NFA_WORD_SET_OF] + states > total
      || w[NFA_WORD_SUCCESSOR_INDEX] + states + 1 > total || w[NFA_WORD_EVERY_BYTE] + (u64)n->everyCount > total
      || w[NFA_WORD_ACCEPT_INDEX] + states + 1 > total || w[NFA_WORD_END_INDEX] + states + 1 > total) {
    return FAULT_BAD_IMAGE;
  }
  n->set = w + w[NFA_WORD_SETS];
  n->setOf = w + w[NFA_WORD_SET_OF];
  n->successorIndex = w + w[NFA_WORD_SUCCESSOR_INDEX];
  n->successorList = w + w[NFA_WORD_SUCCESSOR_LIST];
  n->every = w + w[NFA_WORD_EVERY_BYTE];
  n->acceptIndex = w + w[NFA_WORD_ACCEPT_INDEX];
  n->acceptList = w + w[NFA_WORD_ACCEPT_LIST];
  n->endIndex = w + w[NFA_WORD_END_INDEX];
  n->endList = w + w[NFA_WORD_END_LIST];
  n->successorWords = n->successorIndex[states];
  n->acceptWords = n->acceptIndex[states];
  n->endWords = n->endIndex[states];
  return w[NFA_WORD_SUCCESSOR_LIST] + (u64)n->successorWords > total || w[NFA_WORD_ACCEPT_LIST] + (u64)n->acceptWords > total
          || w[NFA_WORD_END_LIST] + (u64)n->endWords > total
      ? FAULT_BAD_IMAGE
      : 0;
}

CR_FN u32 activeWords(const Nfa *n) {
  return (n->states + 31) / 32;
}

CR_FN u32 markWords(const Nfa *n) {
  return (activeWords(n) + 31) / 32;
}

CR_FN u64 stateBytes(const Nfa *n) {
  return (8 * ((u64)activeWords(n) + markWords(n)) + 63) / 64 * 64;
}

CR_FN void setsAt(const Nfa *n, u32 *words, Active *first, Active *second) {
  first->words = words;
  second->words = words + activeWords(n);
  first->marks = words + 2 * activeWords(n);
  second->marks = first->marks + markWords(n);
}

// The state that a slot begins with: what it reads, or the one before the first byte. Bits of no state are left out.
CR_OWN void beginSets(const Nfa *n, const u32 *read, u32 *to, int first) {
  Active now, next;
  setsAt(n, to, &now, &next);
  u32 words = activeWords(n);
  for (u32 i = 0; i < markWords(n); i++) {
    now.marks[i] = 0;
    next.marks[i] = 0;
  }
  for (u32 i = 0; i < words; i++) {
    u32 bits = first ? (i == 0 ? 1u : 0u) : read[i];
    if (i == words - 1 && n->states % 32 != 0) {
      bits &= (1u << (n->states % 32)) - 1;
    }
    now.words[i] = bits;
    next.words[i] = 0;
    now.marks[i / 32] |= bits != 0 ? 1u << (i % 32) : 0u;
  }
}

// State memory is the tenant's: a slot beside this one, or this one's own events, may write any bits and marks there. What they name
// is looked at only inside the set, and what lanes read of it decides nothing that they do together.
CR_FN void clearSet(const Nfa *n, Active *active) {
  u32 share = shareOfLane();
  for (u32 m = 0; m < markWords(n); m++) {
    for (u32 marks = active->marks[m] & share; marks != 0; marks &= marks - 1) {
      u32 word = 32 * m + lowestBit(marks);
      if (word < activeWords(n)) {
        active->words[word] = 0;
      }
    }
  }
  CR_SYNC();
  for (u32 m = CR_LANE; m < markWords(n); m += CR_LANES) {
    active->marks[m] = 0;
  }
  CR_SYNC();
}

// Adds a state to a set; 0 if it is there. Lanes may add at once.
CR_FN int addState(Active *set, u32 state) {
  u32 bit = 1u << (state % 32);
  u32 *word = set->words + state / 32;
  if ((*word & bit) != 0 || (orDevice(word, bit) & bit) != 0) {
    return 0;
  }
  u32 mark = 1u << (state / 32 % 32);
  if ((set->marks[state / 1024] & mark) == 0) {
    orDevice(set->marks + state / 1024, mark);
  }
  return 1;
}

// What a lane met while it stepped.
#define STEP_BAD 1u
#define STEP_EVENTS 2u

// Enters a state if its set has the byte.
CR_FN u32 enter(const Nfa *n, Active *next, u32 state, u32 value) {
  if (state >= n->states) {
    return STEP_BAD;
  }
  u32 set = n->setOf[state];
  if (set >= n->sets) {
    return STEP_BAD;
  }
  if ((n->set[NFA_SET_WORDS * (u64)set + value / 32] >> (value % 32) & 1) == 0) {
    return 0;
  }
  addState(next, state);
  return n->acceptIndex[state] != n->acceptIndex[state + 1] ? STEP_EVENTS : 0u;
}

// What this lane's share of the active states leads to.
CR_OWN u32 stepShare(const Nfa *n, const Active *now, Active *next, u32 value) {
  u32 met = 0;
  u32 share = shareOfLane();
  for (u32 i = CR_LANE; i < n->everyCount; i += CR_LANES) {
    met |= enter(n, next, n->every[i], value);
  }
  for (u32 m = 0; m < markWords(n); m++) {
    for (u32 marks = now->marks[m] & share; marks != 0; marks &= marks - 1) {
      u32 word = 32 * m + lowestBit(marks);
      for (u32 bits = word < activeWords(n) ? now->words[word] : 0u; bits != 0; bits &= bits - 1) {
        u32 state = (32 * word + lowestBit(bits));
        if (state >= n->states) {
          break;
        }
        u32 from = n->successorIndex[state];
        u32 to = n->successorIndex[state + 1];
        if (from > to || to > n->successorWords) {
          return STEP_BAD;
        }
        for (u32 i = from; i < to; i++) {
          met |= enter(n, next, n->successorList[i], value);
        }
      }
    }
  }
  return met;
}

// Everything that a byte activates: what any lane met. All lanes.
CR_FN u32 stepSets(const Nfa *n, const Active *now, Active *next, u32 value) {
  u32 met = stepShare(n, now, next, value);
  CR_SYNC();
  return (anyLane((met & STEP_BAD) != 0) ? STEP_BAD : 0u) | (anyLane((met & STEP_EVENTS) != 0) ? STEP_EVENTS : 0u);
}

CR_OWN u32 leastOfShare(
    const Nfa *n, const Active *now, const u32 *index, const u32 *list, u32 listWords, u32 below, u32 above, int any, int *bad) {
  u32 least = 0xFFFFFFFFu;
  u32 share = shareOfLane();
  for (u32 m = 0; m < markWords(n); m++) {
    for (u32 marks = now->marks[m] & share; marks != 0; marks &= marks - 1) {
      u32 word = 32 * m + lowestBit(marks);
      for (u32 bits = word < activeWords(n) ? now->words[word] : 0u; bits != 0; bits &= bits - 1) {
        u32 state = (32 * word + lowestBit(bits));
        if (state >= below) {
          break;
        }
        u32 from = index[state];
        u32 to = index[state + 1];
        if (from > to || to > listWords) {
          *bad = 1;
          return 0xFFFFFFFFu;
        }
        for (u32 i = from; i < to; i++) {
          u32 entry = list[i];
          if ((any || entry > above) && entry < least) {
            least = entry;
          }
        }
      }
    }
  }
  return least;
}

// The least entry above one that any active state below one has in a list; 0xFFFFFFFF if there is none, 1 in bad if the index is wrong.
// All lanes.
CR_FN u32 leastAbove(
    const Nfa *n, const Active *now, const u32 *index, const u32 *list, u32 listWords, u32 below, u32 above, int any, int *bad) {
  int wrong = 0;
  u32 entry = leastOfLanes(leastOfShare(n, now, index, list, listWords, below, above, any, &wrong));
  *bad |= anyLane(wrong);
  return *bad ? 0xFFFFFFFFu : entry;
}

// All events of the active states below one in order, each once, or none; 0 if they do not fit or the index is wrong. All lanes.
CR_OWN int reportSets(
    const Nfa *n, const Active *now, Sink *sink, const u32 *index, const u32 *list, u32 listWords, u32 below, u32 end) {
  u32 count = 0;
  for (int write = 0; write < 2; write++) {
    u32 entry = 0;
    int any = 1;
    count = 0;
    entry = leastAbove(n, now, index, list, listWords, below, entry, any, &sink->bad);
    while (entry != 0xFFFFFFFFu) {
      if (count == sink->capacity - sink->events) {
        return 0;
      }
      if (write && sink->writes) {
        int *event = sink->output + 2 * ((u64)sink->events + count);
        event[0] = (int)(entry >> 1);
        event[1] = (int)(end - (entry & 1));
      }
      count++;
      entry = leastAbove(n, now, index, list, listWords, below, entry, 0, &sink->bad);
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
CR_FN void settleSets(const Nfa *n, Active *first, Active *now) {
  if (now->words == first->words) {
    return;
  }
  for (u32 i = CR_LANE; i < activeWords(n); i += CR_LANES) {
    first->words[i] = now->words[i];
    now->words[i] = 0;
  }
  for (u32 i = CR_LANE; i < markWords(n); i += CR_LANES) {
    first->marks[i] = now->marks[i];
    now->marks[i] = 0;
  }
  CR_SYNC();
}

// As walk, of active states that stand where the scan says. All lanes.
CR_OWN int walkSets(Frame *f, const Nfa *n, Scan *s) {
  u32 bytes = s->bytes;
  u32 consumed = s->consumed;
  int flags = s->flags;
  Sink sink = {s->output, s->capacity, s->events, 0, CR_LANE == 0};
  Active first, now, next;
  setsAt(n, s->states, &first, &next);
  now = first;
  int stopped = 0;
  if ((flags & SCAN_FIRST) != 0) {
    if (reportSets(n, &now, &sink, n->acceptIndex, n->acceptList, n->acceptWords, n->states, 0)) {
      flags &= ~SCAN_FIRST;
    } else {
      stopped = 1;
    }
  }
  u32 budget = f->l->sliceBytes / NFA_BYTE_COST + 1;
  u32 until = bytes - consumed > budget ? consumed + budget : bytes;
  const u8 *text = s->input;
  while (!stopped && consumed < until) {
    u32 met = stepSets(n, &now, &next, text[consumed]);
    if ((met & STEP_BAD) != 0) {
      return FAULT_BAD_IMAGE;
    }
    if ((met & STEP_EVENTS) == 0
        || reportSets(n, &next, &sink, n->acceptIndex, n->acceptList, n->acceptWords, n->states, consumed + 1)) {
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
    CR_SYNC();  // all have read what is written now
    s->consumed = consumed;
    s->events = sink.events;
    s->flags = flags;
    return OUTCOME_CONTINUE;
  }
  if (!stopped && (flags & SCAN_LAST) != 0 && reportSets(n, &now, &sink, n->endIndex, n->endList, n->endWords, n->states, bytes)) {
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

CR_FN int admitsStates(const Frame *f, const Nfa *n, int flags) {
  u64 from = (u32)argument(f, 9);
  u64 to = (u32)argument(f, 10);
  u64 apart = from > to ? from - to : to - from;
  return from % NFA_STATE_ALIGN_BYTES == 0 && to % NFA_STATE_ALIGN_BYTES == 0
      && ((flags & SCAN_FIRST) != 0 || apart >= stateBytes(n));
}

// Puts the state to begin with where it is to be written, and says where that is.
CR_FN int resolveStates(Frame *f, const Nfa *n, int flags, u32 **at) {
  Held states;
  int fault = resolveForWrite(f, argument(f, 8), &states);
  if (fault != 0) {
    return fault;
  }
  u64 from = (u32)argument(f, 9);
  u64 to = (u32)argument(f, 10);
  int first = (flags & SCAN_FIRST) != 0;
  if (!holds(&states, to, stateBytes(n)) || (!first && !holds(&states, from, stateBytes(n)))) {
    return FAULT_HANDLE_BOUNDS;
  }
  u32 *words = (u32 *)states.at;
  *at = words + to / 4;
  beginSets(n, first ? *at : words + from / 4, *at, first);
  return 0;
}
