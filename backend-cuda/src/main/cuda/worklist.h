// The worklist kinds: checks, and slices of visits. What a visit is stands in pairs.h.
#pragma once

// What the arguments say; where things stand is yet to come.
CR_FN void readPairs(Frame *f, Pairs *p, int blocking) {
  p->sets = p->n;
  p->sets.states = p->n.states + 1;
  p->count = (u32)argument(f, 6);
  p->room = (u32)argument(f, 9);
  p->from = (u32)argument(f, 3);
  p->end = (u64)p->from + (u32)argument(f, 2);
  p->told = (argument(f, 7) & WORKLIST_LAST) != 0;
  p->budget = blocking ? 0xFFFFFFFFull : (u64)(u32)argument(f, 11);
  p->sink.capacity = (u32)argument(f, 10);
  p->sink.bad = 0;
  p->sink.writes = CR_LANE == 0;
}

CR_FN u64 scratchAt(const Frame *f) {
  return (64 * (u64)(u32)argument(f, 9) + 8 * (u64)(u32)argument(f, 10) + 63) / 64 * 64;
}

CR_FN void placePairs(Frame *f, Pairs *p) {
  p->sink.output = p->output + (u64)p->room * TASK_WORDS;
  setsAt(&p->sets, (u32 *)p->output + scratchAt(f) / 4, &p->now, &p->next);
}

// Visits from where the pairs stand, at most so many in this slice; gives 0, CONTINUE or a fault. All lanes.
CR_OWN int visitPairs(Frame *f, Pairs *p, int sought, u32 swapped, Scan *s) {
  u64 most = p->visits + f->l->sliceBytes / VISIT_COST + 1;
  int reason = WORKLIST_NOTHING;
  while (reason == WORKLIST_NOTHING) {
    if (!sought) {
      int found = seekIndex(p);
      swapped = !swapped;
      if (found < 0) {
        return FAULT_BAD_ARGUMENT;
      }
      if (found == 0) {
        break;
      }
      if (p->visits >= most) {
        CR_SYNC();  // all have read what is written now
        s->index = p->index;
        s->unread = p->unread;
        s->events = p->sink.events;
        s->visits = p->visits;
        s->swapped = swapped;
        s->resumed = 1;
        return OUTCOME_CONTINUE;
      }
    }
    sought = 0;
    reason = visitIndex(p);
    if (reason < 0) {
      return FAULT_BAD_IMAGE;
    }
  }
  f->r0 = reason == WORKLIST_NOTHING || CR_LANE != 0 ? 0 : (int)leaveTasks(f, p);
  f->r1 = (int)(u32)p->visits;
  f->r2 = (int)p->sink.events;
  f->r3 = reason;
  return 0;
}

CR_FN int admitsPairs(const Frame *f, const Pairs *p, int blocking) {
  u64 tasksAt = (u32)argument(f, 5);
  u64 taskBytes = 64 * (u64)p->count;
  u64 outputAt = (u32)argument(f, 8);
  u64 outputBytes = scratchAt(f) + stateBytes(&p->sets);
  u64 budget = (u32)argument(f, 11);
  return (argument(f, 7) & ~WORKLIST_LAST) == 0 && p->end <= 0xFFFFFFFFull && tasksAt % WORKLIST_ALIGN_BYTES == 0
      && outputAt % WORKLIST_ALIGN_BYTES == 0 && p->count <= p->room && p->room <= WORKLIST_MOST_TASKS
      && (p->count == 0 || tasksAt + taskBytes <= outputAt || outputAt + outputBytes <= tasksAt)
      && budget <= (blocking ? (u64)0 : WORKLIST_VISITS_EACH * (u64)p->count);
}

// The tasks that a slot brings, one after the other.
CR_OWN int admitsTasks(const Frame *f, const Pairs *p) {
  u64 last = p->told ? p->end : 0xFFFFFFFFull;
  u64 before = 0;
  for (u32 task = 0; task < p->count; task++) {
    u32 state = taskWord(p, task, TASK_STATE);
    u32 automatonState = taskWord(p, task, TASK_PARAMETER);
    u64 index = taskWord(p, task, TASK_CONTINUATION_PC);
    u64 pair = index << 32 | automatonState;
    if ((state != TASK_READY && state != TASK_YIELDED && state != TASK_REQUEUED)
        || (int)taskWord(p, task, TASK_TENANT) != f->word
        || (int)taskWord(p, task, TASK_INPUT_HANDLE) != argument(f, 0)
        || (int)taskWord(p, task, TASK_OUTPUT_HANDLE) != argument(f, 4)
        || taskWord(p, task, TASK_CONTINUATION_DATA) != automatonState || automatonState > p->n.states
        || index < p->from || index > last || (task > 0 && pair <= before)) {
      return 0;
    }
    before = pair;
  }
  return 1;
}

// What a slot asks for, checked and ready to begin. One lane.
CR_OWN int worklist(Frame *f, int imageHandle, int kind, Scan *s) {
  int blocking = kind == KIND_WORKLIST_BLOCKING;
  Held image;
  int fault = resolve(f, imageHandle, &image);
  if (fault != 0) {
    return fault;
  }
  if ((image.flags & HANDLE_IMAGE) == 0 || !isImage(image.at, image.length) || image.at[IMAGE_WORD_KIND] != IMAGE_KIND_NFA) {
    return FAULT_BAD_IMAGE;
  }
  Pairs p;
  fault = readNfa(image.at, &p.n);
  if (fault != 0) {
    return fault;
  }
  readPairs(f, &p, blocking);
  if (!admitsPairs(f, &p, blocking)) {
    return FAULT_BAD_ARGUMENT;
  }
  Held input, tasks;
  fault = resolve(f, argument(f, 0), &input);
  if (fault != 0) {
    return fault;
  }
  if (!holds(&input, (u32)argument(f, 1), (u32)argument(f, 2))) {
    return FAULT_HANDLE_BOUNDS;
  }
  fault = resolveForWrite(f, argument(f, 4), &tasks);
  if (fault != 0) {
    return fault;
  }
  if (!holds(&tasks, (u32)argument(f, 5), 64 * (u64)p.count)
      || !holds(&tasks, (u32)argument(f, 8), scratchAt(f) + stateBytes(&p.sets))) {
    return FAULT_HANDLE_BOUNDS;
  }
  p.input = (const u8 *)input.at + (u32)argument(f, 1);
  p.tasks = tasks.at + (u32)argument(f, 5) / 4;
  p.output = tasks.at + (u32)argument(f, 8) / 4;
  if (!admitsTasks(f, &p)) {
    return FAULT_BAD_ARGUMENT;
  }
  placePairs(f, &p);
  for (u64 i = 0; i < 2 * ((u64)activeWords(&p.sets) + markWords(&p.sets)); i++) {
    p.now.words[i] = 0;
  }
  s->index = (u64)p.from - 1;
  s->unread = 0;
  s->events = 0;
  s->visits = 0;
  s->swapped = 0;
  s->resumed = 0;
  s->kind = kind;
  s->image = image.at;
  s->input = p.input;
  s->tasks = p.tasks;
  s->output = p.output;
  return OUTCOME_CONTINUE;
}

CR_FN u64 countPairs(const Pairs *p, const Active *set) {
  u64 count = 0;
  for (u32 state = nextPair(p, set, 0); state != 0xFFFFFFFFu; state = nextPair(p, set, state + 1)) {
    count++;
  }
  return count;
}

// A worklist begins, or goes on where it was cut. All lanes.
CR_OWN int resumeWorklist(Frame *f, Scan *s) {
  Pairs p;
  int fault = readNfa(s->image, &p.n);
  if (fault != 0) {
    return fault;
  }
  readPairs(f, &p, s->kind == KIND_WORKLIST_BLOCKING);
  p.input = s->input;
  p.tasks = s->tasks;
  p.output = s->output;
  placePairs(f, &p);
  if (s->swapped != 0) {
    Active first = p.now;
    p.now = p.next;
    p.next = first;
  }
  p.index = s->index;
  p.unread = s->unread;
  p.sink.events = s->events;
  p.visits = s->visits;
  p.inNow = 0;
  p.inNext = 0;
  p.below = 0;
  if (s->resumed != 0 && CR_LANE == 0) {
    p.inNow = countPairs(&p, &p.now);
    p.inNext = countPairs(&p, &p.next);
  }
  p.inNow = CR_FIRST((u32)p.inNow);
  p.inNext = CR_FIRST((u32)p.inNext);
  return visitPairs(f, &p, (int)s->resumed, s->swapped, s);
}
