// Admission, ops by local opcode, packs, and what an opcode means.
#pragma once

CR_FN int bound(Frame *f, u32 op, int packed, Scan *s) {
  if (op >= f->windowSize) {
    return FAULT_OPCODE_OUTSIDE_WINDOW;
  }
  if (op >= f->ops) {
    return FAULT_UNBOUND_OPCODE;
  }
  const u8 *row = f->l->control + f->l->opRowsAt + 4 * (u64)(f->firstOp + op) * OP_ROW_WORDS;
  // Kind and image in one load: the host may bind while this runs.
  u64 binding = loadPairSystemAcquire(row + 4 * OP_KIND);
  int kind = (int)(u32)binding;
  int image = (int)(u32)(binding >> 32);
  if (kind == KIND_SCAN) {
    return packed ? FAULT_PACK_OP_REFUSED : scan(f, image, s);
  }
  if (kind == KIND_WORKLIST_BLOCKING || kind == KIND_WORKLIST_NON_BLOCKING) {
    return packed ? FAULT_PACK_OP_REFUSED : worklist(f, image, kind, s);
  }
#ifdef CR_CUSTOM
  if (hasCustomOp(kind)) {
    return packed ? FAULT_PACK_OP_REFUSED : beginCustom(f, kind, s);
  }
#endif
  int opcode = opcodeOfKind(kind);
  return opcode >= 0 ? smallOp(f, opcode) : FAULT_UNBOUND_OPCODE;
}

CR_FN int half16(const int *words, int index) {
  u32 word = (u32)words[index >> 1];
  return (int)((index & 1) == 0 ? word & 0xFFFFu : word >> 16);
}

CR_FN int pack(Frame *f, Scan *s) {
  const int *words = f->arguments;
  int ops = half16(words, 0);
  if (ops > PACK_MAX_OPS) {
    return FAULT_PACK_MALFORMED;
  }
  int total = (ops + 2) / 2;
  for (int op = 1; op <= ops; op++) {
    total += half16(words, op) & 0xF;
  }
  if (total > SLOT_ARGUMENTS) {
    return FAULT_PACK_MALFORMED;
  }
  const int *next = words + (ops + 2) / 2;
  int last = 0;
  for (int op = 1; op <= ops; op++) {
    int descriptor = half16(words, op);
    int opcode = (descriptor >> 4) & 0xFFF;
    f->arguments = next;
    f->argumentCount = descriptor & 0xF;
    f->r0 = 0;
    int fault = opcode >= PACK_LOCAL_FIRST ? bound(f, (u32)(opcode - PACK_LOCAL_FIRST), 1, s)
        : opcode <= OP_DFA_STEP            ? smallOp(f, opcode)
                                           : FAULT_PACK_OP_REFUSED;
    if (fault != 0) {
      f->r0 = op - 1;
      f->r1 = 0;
      return fault;
    }
    last = f->r0;
    next += descriptor & 0xF;
  }
  f->r0 = ops;
  f->r1 = last;
  return 0;
}

// Slots

CR_FN int admit(Frame *f) {
  const Launch *l = f->l;
  f->windowFirst = 0;
  f->windowSize = 0;
  f->firstOp = 0;
  f->ops = 0;
  f->observable = l->observable;
  f->observableWords = 0;
  if (f->word == 0) {
    return 0;
  }
  u32 id = (u32)f->word & TENANT_ID_MASK;
  if (id == 0 || id >= l->tenantRows) {
    return FAULT_UNKNOWN_TENANT;
  }
  const int *row = (const int *)(l->control + l->tenantRowsAt) + (u64)id * TENANT_ROW_WORDS;
  if ((int)loadSystemAcquire(row + TENANT_ADMITTED) != f->word) {
    if ((int)loadSystem(row + TENANT_STATE) == TENANT_FREE) {
      return FAULT_UNKNOWN_TENANT;
    }
    return (int)loadSystem(row + TENANT_TENANT) != f->word ? FAULT_STALE_GENERATION : FAULT_TENANT_REVOKED;
  }
  f->windowFirst = loadSystem(row + TENANT_WINDOW_FIRST);
  f->windowSize = loadSystem(row + TENANT_WINDOW_SIZE);
  // Rows of the host that would lead outside a table are cut: what lies there belongs to others.
  f->firstOp = least(loadSystem(row + TENANT_FIRST_OP), l->opRows);
  f->ops = least(loadSystem(row + TENANT_OPS), l->opRows - f->firstOp);
  u32 first = least(loadSystem(row + TENANT_OBSERVABLE_FIRST), l->observableWords);
  f->observable += first;
  f->observableWords = least(loadSystem(row + TENANT_OBSERVABLE_WORDS), l->observableWords - first);
  return 0;
}

CR_FN int systemOp(Frame *f, int opcode, Scan *s) {
  switch (opcode) {
    case OP_BATCH_FENCE:
      return OUTCOME_FENCE;
    case OP_PACKED_SLOT:
      return pack(f, s);
    case OP_LOAD_MISS:
      return loadSystem(f->l->control + SERVICES_AT) == 1 ? OUTCOME_HANDED : FAULT_NO_HOST_SERVICE;
    case OP_SHUTDOWN:
      return FAULT_HOST_ONLY;
    default:
      return (opcode >= OP_NOP && opcode <= OP_DFA_STEP) || opcode == OP_PRINTF ? smallOp(f, opcode) : FAULT_RESERVED_OPCODE;
  }
}

CR_FN int execute(Frame *f, Job *job) {
  Scan *s = &job->scan;
  int fault = admit(f);
  if (fault != 0) {
    return fault;
  }
  if (job->words[SLOT_PRIORITY] != (int)job->level) {
    return FAULT_BAD_PRIORITY;
  }
  int opcode = job->words[SLOT_OPCODE];
  if (f->word == 0) {
    return opcode == OP_NOP        ? 0
        : opcode == OP_BATCH_FENCE ? OUTCOME_FENCE
        : opcode == OP_SHUTDOWN    ? OUTCOME_SHUTDOWN
                                   : FAULT_UNKNOWN_TENANT;
  }
  if (opcode >= OPCODE_USER_FIRST) {
    return bound(f, (u32)opcode - f->windowFirst, 0, s);
  }
  int reserved = opcode < 0 || opcode <= 7 || (opcode >= 0xFFF0 && opcode <= 0xFFFF);
  return reserved ? systemOp(f, opcode, s) : FAULT_OPCODE_OUTSIDE_WINDOW;
}

// Executes the slot of a job, one lane; or goes on with a scan of it, all lanes.
CR_FN int one(const Launch *l, Job *job, Frame *f, int resumed) {
  f->l = l;
  f->job = job;
  f->arguments = job->words + SLOT_ARGUMENT;
  f->argumentCount = SLOT_ARGUMENTS;
  f->slot = (int)job->slot;
  f->word = job->words[SLOT_TENANT];
  f->r0 = 0;
  f->r1 = 0;
  f->r2 = 0;
  f->r3 = 0;
  return resumed ? resumeScan(f, &job->scan) : execute(f, job);
}
