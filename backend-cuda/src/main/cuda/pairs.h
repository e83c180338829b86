// The worklist kinds visit (state, byte index) pairs of an NFA image. The pairs of an index are bits in the slot's own output memory, as
// the active states of a scan are; the root is the bit behind those of the states. Tasks and sets are the tenant's memory: what they
// name is looked at only inside the image, whatever a slot beside this one writes there. So what decides what lanes do together is read by
// one of them and told to the others. Lanes share the pairs of an index where nothing bounds how many of them are visited; where the
// budget or the room for tasks may end them in the middle one lane visits, in order.
#pragma once

// A visit costs about as much as so many bytes of a DFA image: slices are cut accordingly.
#define VISIT_COST 16u

struct Pairs {
  Nfa n;
  Nfa sets;  // the same with the root counted as a state: only for the size of sets
  Active now;
  Active next;
  Sink sink;
  int *tasks;
  u32 count;
  int *output;
  u32 room;
  const u8 *input;
  u32 from;
  u64 end;
  int told;
  u64 budget;
  u64 index;
  u32 unread;
  u64 visits;
  u64 inNow;
  u64 inNext;
  u32 below;  // states of this index below it were visited
};

CR_FN u32 taskWord(const Pairs *p, u32 task, int word) {
  return (u32)p->tasks[(u64)task * TASK_WORDS + word];
}

CR_FN int hasPair(const Active *set, u32 state) {
  return (int)(set->words[state / 32] >> (state % 32) & 1);
}

// The first state of a set from one on; 0xFFFFFFFF if there is none.
CR_FN u32 nextPair(const Pairs *p, const Active *set, u32 from) {
  u32 words = activeWords(&p->sets);
  u32 word = from / 32;
  if (word >= words) {
    return 0xFFFFFFFFu;
  }
  u32 bits = set->words[word] & (0xFFFFFFFFu << (from % 32));
  u32 m = word / 32;
  // Bits of the mark above this word's.
  u32 marks = word % 32 == 31 ? 0u : set->marks[m] & (0xFFFFFFFEu << (word % 32));
  while (bits == 0) {
    while (marks == 0) {
      m++;
      if (m >= markWords(&p->sets)) {
        return 0xFFFFFFFFu;
      }
      marks = set->marks[m];
    }
    word = 32 * m + lowestBit(marks);
    marks &= marks - 1;
    if (word >= words) {
      return 0xFFFFFFFFu;
    }
    bits = set->words[word];
  }
  u32 state = 32 * word + lowestBit(bits);
  return state <= p->n.states ? state : 0xFFFFFFFFu;
}

// 1 if a state is entered with a byte, -1 if there is no such state or set.
CR_FN int takes(const Nfa *n, u32 state, u32 value) {
  if (state >= n->states) {
    return -1;
  }
  u32 set = n->setOf[state];
  if (set >= n->sets) {
    return -1;
  }
  return (int)(n->set[NFA_SET_WORDS * (u64)set + value / 32] >> (value % 32) & 1);
}

// Where the row of a state is: the successors, or what is enabled at every byte. 0 if the index is wrong.
CR_FN int rowOf(const Nfa *n, u32 state, const u32 **list, u32 *from, u32 *to) {
  if (state == n->states) {
    *list = n->every;
    *from = 0;
    *to = n->everyCount;
    return 1;
  }
  *list = n->successorList;
  *from = n->successorIndex[state];
  *to = n->successorIndex[state + 1];
  return *from <= *to && *to <= n->successorWords;
}

// Reaches what a state leads to by a byte; with add 0 it only counts. Gives how many were new, or -1.
CR_OWN i64 reach(Pairs *p, u32 state, u32 value, int add) {
  const Nfa *n = &p->n;
  const u32 *list;
  u32 from, to;
  if (!rowOf(n, state, &list, &from, &to)) {
    return -1;
  }
  i64 fresh = 0;
  for (u32 i = from; i < to; i++) {
    u32 next = list[i];
    int taken = takes(n, next, value);
    if (taken < 0) {
      return -1;
    }
    if (taken != 0) {
      fresh += add ? addState(&p->next, next) : !hasPair(&p->next, next);
    }
  }
  if (state == n->states) {
    fresh += add ? addState(&p->next, state) : !hasPair(&p->next, state);
  }
  return fresh;
}

// Takes the tasks of an index into a set; the first of them whatever its index is if must says so. 0 if one has no state.
CR_FN int loadTasks(Pairs *p, Active *set, u64 at, u64 *size) {
  while (p->unread < p->count && taskWord(p, p->unread, TASK_CONTINUATION_PC) == at) {
    u32 state = taskWord(p, p->unread, TASK_PARAMETER);
    if (state > p->n.states) {
      return 0;
    }
    *size += (u64)addState(set, state);
    p->unread++;
  }
  return 1;
}

CR_FN int seekTasks(Pairs *p) {
  if (p->inNow == 0) {
    if (p->unread >= p->count) {
      return 0;
    }
    p->index = taskWord(p, p->unread, TASK_CONTINUATION_PC);
    u32 state = taskWord(p, p->unread, TASK_PARAMETER);
    if (state > p->n.states || p->index < p->from) {
      return -1;
    }
    p->unread++;
    p->inNow = (u64)addState(&p->now, state);
    if (!loadTasks(p, &p->now, p->index, &p->inNow)) {
      return -1;
    }
  }
  return loadTasks(p, &p->next, p->index + 1, &p->inNext) ? 1 : -1;
}

// Goes to the next index that has pairs: 1, 0 if none is left, -1 if a task is not what it was. All lanes.
CR_FN int seekIndex(Pairs *p) {
  clearSet(&p->sets, &p->now);
  Active visited = p->now;
  p->now = p->next;
  p->next = visited;
  p->inNow = p->inNext;
  p->inNext = 0;
  p->below = 0;
  p->index++;
  int found = 0;
  if (CR_LANE == 0) {
    found = seekTasks(p);
  }
  CR_SYNC();
  p->index = (u64)CR_FIRST((u32)(p->index >> 32)) << 32 | CR_FIRST((u32)p->index);
  p->unread = CR_FIRST(p->unread);
  p->inNow = CR_FIRST((u32)p->inNow);
  p->inNext = CR_FIRST((u32)p->inNext);
  return (int)CR_FIRST((u32)found);
}

// How many different entries the states below one have in a list, counted no further than one above most. All lanes.
CR_FN u32 countReports(Pairs *p, u32 below, const u32 *index, const u32 *list, u32 listWords, u32 most) {
  u32 count = 0;
  u32 entry = leastAbove(&p->n, &p->now, index, list, listWords, below, 0, 1, &p->sink.bad);
  while (entry != 0xFFFFFFFFu && count <= most) {
    count++;
    entry = leastAbove(&p->n, &p->now, index, list, listWords, below, entry, 0, &p->sink.bad);
  }
  return count;
}

// Adds to a number of lane's what the rows of its pairs may reach; 0 if an index is wrong. The sum stays below MOST_AT_ONCE.
CR_OWN int rowsOfShare(const Pairs *p, u32 *most) {
  u32 share = shareOfLane();
  for (u32 m = 0; m < markWords(&p->sets); m++) {
    for (u32 marks = p->now.marks[m] & share; marks != 0; marks &= marks - 1) {
      u32 word = 32 * m + lowestBit(marks);
      for (u32 bits = word < activeWords(&p->sets) ? p->now.words[word] : 0u; bits != 0; bits &= bits - 1) {
        const u32 *list;
        u32 from, to;
        u32 state = 32 * word + lowestBit(bits);
        if (state > p->n.states) {
          break;
        }
        if (!rowOf(&p->n, state, &list, &from, &to)) {
          return 0;
        }
        *most = least(*most + least(to - from + 1, MOST_AT_ONCE), MOST_AT_ONCE);
      }
    }
  }
  return 1;
}

// Reaches what the pairs of this lane's share lead to; gives how many were new, or -1.
CR_OWN i64 reachShare(Pairs *p, u32 value) {
  u32 share = shareOfLane();
  i64 fresh = 0;
  for (u32 m = 0; m < markWords(&p->sets); m++) {
    for (u32 marks = p->now.marks[m] & share; marks != 0; marks &= marks - 1) {
      u32 word = 32 * m + lowestBit(marks);
      for (u32 bits = word < activeWords(&p->sets) ? p->now.words[word] : 0u; bits != 0; bits &= bits - 1) {
        u32 state = 32 * word + lowestBit(bits);
        if (state > p->n.states) {
          break;
        }
        i64 reached = reach(p, state, value, 1);
        if (reached < 0) {
          return -1;
        }
        fresh += reached;
      }
    }
  }
  return fresh;
}

// Visits all pairs of an index at once, if neither budget nor room can end that in the middle: 1, 0 if they can, -1 if the image is wrong.
// All lanes.
CR_OWN int visitTogether(Pairs *p, u64 allowed, int atEnd, u32 value) {
  if (allowed < p->inNow) {
    return 0;
  }
  if (!atEnd) {
    u32 mine = 0;
    u32 total;
    int wrong = !rowsOfShare(p, &mine);
    sumBefore(mine, &total);
    if (anyLane(wrong)) {
      return -1;
    }
    // What is left at any time: pairs of this index, those reached by then, tasks behind.
    if (anyLane(mine == MOST_AT_ONCE) || p->inNow + p->inNext + (p->count - p->unread) + total > p->room) {
      return 0;
    }
    i64 fresh = reachShare(p, value);
    CR_SYNC();
    if (anyLane(fresh < 0)) {
      return -1;
    }
    sumBefore((u32)fresh, &total);
    p->inNext += total;
  }
  p->below = p->n.states + 1;
  return 1;
}

// Visits pairs of an index one after the other until one bound says stop: as visitIndex. One lane.
CR_OWN int visitAlone(Pairs *p, u64 allowed, int atEnd, u32 value, u32 *visits) {
  const Nfa *n = &p->n;
  u64 behind = p->count - p->unread;
  u64 visited = 0;
  int reason = WORKLIST_NOTHING;
  for (u32 state = nextPair(p, &p->now, 0); state != 0xFFFFFFFFu; state = nextPair(p, &p->now, state + 1)) {
    if (visited == allowed) {
      reason = WORKLIST_BUDGET;
      break;
    }
    if (!atEnd) {
      const u32 *list;
      u32 from, to;
      if (!rowOf(n, state, &list, &from, &to)) {
        return -1;
      }
      u64 left = p->inNow - visited - 1 + p->inNext + behind;
      if (left + (to - from) + 1 > p->room) {
        i64 fresh = reach(p, state, value, 0);
        if (fresh < 0) {
          return -1;
        }
        if (left + (u64)fresh > p->room) {
          reason = WORKLIST_TASKS;
          break;
        }
      }
      i64 fresh = reach(p, state, value, 1);
      if (fresh < 0) {
        return -1;
      }
      p->inNext += (u64)fresh;
    }
    visited++;
    p->below = state + 1;
  }
  *visits = (u32)visited;
  return reason;
}

// The first state that is not visited of so many, or the last one and two.
CR_FN u32 behindSo(const Pairs *p, u64 allowed) {
  u32 below = 0;
  for (u64 i = 0; i < allowed; i++) {
    u32 state = nextPair(p, &p->now, below);
    if (state == 0xFFFFFFFFu) {
      return p->n.states + 1;
    }
    below = state + 1;
  }
  return below;
}

// Visits the pairs of an index: the reason for which some are left, 0, or -1 if the image is wrong. All lanes.
CR_OWN int visitIndex(Pairs *p) {
  const Nfa *n = &p->n;
  int atEnd = p->index == p->end;
  if (p->index > p->end || (atEnd && !p->told)) {
    return WORKLIST_INPUT;
  }
  u64 allowed = least64(p->inNow, p->budget - p->visits);
  if (allowed == 0) {
    return WORKLIST_BUDGET;
  }
  u32 below = n->states + 1;
  if (allowed < p->inNow) {
    if (CR_LANE == 0) {
      below = behindSo(p, allowed);
    }
    below = CR_FIRST(below);
  }
  u32 room = p->sink.capacity - p->sink.events;
  u32 reported = least(below, n->states);
  u32 count = countReports(p, reported, n->acceptIndex, n->acceptList, n->acceptWords, room);
  if (count <= room && atEnd) {
    count += countReports(p, reported, n->endIndex, n->endList, n->endWords, room - count);
  }
  if (p->sink.bad) {
    return -1;
  }
  if (count > room) {
    return WORKLIST_EVENTS;
  }
  u32 value = atEnd ? 0u : p->input[p->index - p->from];
  u32 visited = (u32)allowed;
  int reason = visitTogether(p, allowed, atEnd, value);
  if (reason < 0) {
    return -1;
  }
  if (reason == 0) {
    if (CR_LANE == 0) {
      reason = visitAlone(p, allowed, atEnd, value, &visited);
    }
    CR_SYNC();
    reason = (int)CR_FIRST((u32)reason);
    visited = CR_FIRST(visited);
    p->below = CR_FIRST(p->below);
    p->inNext = CR_FIRST((u32)p->inNext);
    if (reason < 0) {
      return -1;
    }
  } else {
    reason = WORKLIST_NOTHING;
  }
  reported = least(p->below, n->states);
  u32 end = (u32)(p->index - p->from);
  if (!reportSets(n, &p->now, &p->sink, n->acceptIndex, n->acceptList, n->acceptWords, reported, end)
      || (atEnd && !reportSets(n, &p->now, &p->sink, n->endIndex, n->endList, n->endWords, reported, end))) {
    return -1;
  }
  p->visits += visited;
  return reason;
}

CR_FN int oneMore(int count) {
  return count == -1 ? count : count + 1;
}

CR_FN void leaveBrought(const Pairs *p, u32 task, u32 left) {
  const int *from = p->tasks + (u64)task * TASK_WORDS;
  int *to = p->output + (u64)left * TASK_WORDS;
  for (int i = 0; i < TASK_WORDS; i++) {
    to[i] = from[i];
  }
  to[TASK_STATE] = TASK_REQUEUED;
  to[TASK_REQUEUES] = oneMore(from[TASK_REQUEUES]);
  to[TASK_AGE] = oneMore(from[TASK_AGE]);
  to[TASK_FLAGS] = TASK_FLAG_REQUEUE_REQUESTED;
}

CR_FN void leaveReached(Frame *f, const Pairs *p, u64 index, u32 state, u32 left) {
  const int *slot = f->job->words;
  int *to = p->output + (u64)left * TASK_WORDS;
  to[TASK_STATE] = TASK_READY;
  to[TASK_OPCODE] = slot[SLOT_OPCODE];
  to[TASK_TENANT] = f->word;
  to[TASK_PRIORITY] = slot[SLOT_PRIORITY];
  to[TASK_INPUT_HANDLE] = argument(f, 0);
  to[TASK_OUTPUT_HANDLE] = argument(f, 4);
  to[TASK_PARAMETER] = (int)state;
  to[TASK_CONTINUATION_PC] = (int)(u32)index;
  to[TASK_CONTINUATION_DATA] = (int)state;
  to[TASK_RESUME_EPOCH] = 0;
  to[TASK_TASK_ID] = (int)left + 1;
  to[TASK_PARENT_ID] = p->count == 0 ? 0 : (int)taskWord(p, 0, TASK_TASK_ID);
  to[TASK_AGE] = 0;
  to[TASK_REQUEUES] = 0;
  to[TASK_YIELDS] = 0;
  to[TASK_FLAGS] = TASK_FLAG_REQUEUE_REQUESTED;
}

// Leaves the pairs of a set from a state on, brought ones as they were; cursor is behind the tasks that were passed.
CR_FN u32 leaveSet(Frame *f, const Pairs *p, const Active *set, u64 index, u32 first, u32 left, u32 *cursor) {
  for (u32 state = nextPair(p, set, first); state != 0xFFFFFFFFu && left < p->room; state = nextPair(p, set, state + 1)) {
    u64 pc = 0;
    u32 brought = 0;
    while (*cursor < p->unread) {
      pc = taskWord(p, *cursor, TASK_CONTINUATION_PC);
      brought = taskWord(p, *cursor, TASK_PARAMETER);
      if (pc > index || (pc == index && brought >= state)) {
        break;
      }
      (*cursor)++;
    }
    if (*cursor < p->unread && pc == index && brought == state) {
      leaveBrought(p, *cursor, left);
    } else {
      leaveReached(f, p, index, state, left);
    }
    left++;
  }
  return left;
}

CR_OWN u32 leaveTasks(Frame *f, const Pairs *p) {
  u32 cursor = 0;
  u32 left = leaveSet(f, p, &p->now, p->index, p->below, 0, &cursor);
  left = leaveSet(f, p, &p->next, p->index + 1, 0, left, &cursor);
  for (u32 task = p->unread; task < p->count && left < p->room; task++) {
    leaveBrought(p, task, left++);
  }
  return left;
}
