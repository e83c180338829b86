// Ops by local opcode, packs

static int bound(Frame *f, uint op, int packed, __global int *outcome) {
  if (op >= f->windowSize) {
    return FAULT_OPCODE_OUTSIDE_WINDOW;
  }
  if (op >= f->ops) {
    return FAULT_UNBOUND_OPCODE;
  }
  int row = f->in[IN_OP_ROWS_AT] + (int)(f->firstOp + op) * OP_ROW_WORDS;
  // Kind and image in one load: the host may bind while a round runs.
  int2 binding = as_int2(*(volatile const __global ulong *)(f->memory + row + OP_KIND));
  int kind = binding.x;
  if (kind == KIND_SCAN) {
    return packed ? FAULT_PACK_OP_REFUSED : scan(f, binding.y, outcome);
  }
  if (kind == KIND_WORKLIST_BLOCKING || kind == KIND_WORKLIST_NON_BLOCKING) {
    return packed ? FAULT_PACK_OP_REFUSED : worklist(f, binding.y, kind, outcome);
  }
  int opcode = opcodeOfKind(kind);
  return opcode >= 0 ? smallOp(f, opcode) : FAULT_UNBOUND_OPCODE;
}

static int half16(const __global int *words, int index) {
  uint word = (uint)words[index >> 1];
  return (int)((index & 1) == 0 ? word & 0xFFFFu : word >> 16);
}

static int pack(Frame *f, __global int *outcome) {
  const __global int *words = f->arguments;
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
  const __global int *next = words + (ops + 2) / 2;
  int last = 0;
  for (int op = 1; op <= ops; op++) {
    int descriptor = half16(words, op);
    int opcode = (descriptor >> 4) & 0xFFF;
    f->arguments = next;
    f->argumentCount = descriptor & 0xF;
    f->r0 = 0;
    int fault = opcode >= PACK_LOCAL_FIRST ? bound(f, (uint)(opcode - PACK_LOCAL_FIRST), 1, outcome)
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

static int admit(Frame *f) {
  f->windowFirst = 0;
  f->windowSize = 0;
  f->firstOp = 0;
  f->ops = 0;
  f->observableAt = (uint)f->in[IN_OBSERVABLE_AT];
  f->observableWords = 0;
  if (f->word == 0) {
    return 0;
  }
  uint id = (uint)f->word & TENANT_ID_MASK;
  if (id == 0 || id >= (uint)f->in[IN_TENANT_ROWS]) {
    return FAULT_UNKNOWN_TENANT;
  }
  const __global int *row = f->memory + f->in[IN_TENANT_ROWS_AT] + id * TENANT_ROW_WORDS;
  if (row[TENANT_ADMITTED] != f->word) {
    if (row[TENANT_STATE] == TENANT_FREE) {
      return FAULT_UNKNOWN_TENANT;
    }
    return row[TENANT_TENANT] != f->word ? FAULT_STALE_GENERATION : FAULT_TENANT_REVOKED;
  }
  f->windowFirst = (uint)row[TENANT_WINDOW_FIRST];
  f->windowSize = (uint)row[TENANT_WINDOW_SIZE];
  // Rows of the host that would lead outside a table are cut: what lies there is the host's own memory.
  uint allOps = (uint)f->in[IN_OP_ROWS];
  f->firstOp = min((uint)row[TENANT_FIRST_OP], allOps);
  f->ops = min((uint)row[TENANT_OPS], allOps - f->firstOp);
  uint allWords = (uint)f->in[IN_OBSERVABLE_WORDS];
  uint first = min((uint)row[TENANT_OBSERVABLE_FIRST], allWords);
  f->observableAt += first;
  f->observableWords = min((uint)row[TENANT_OBSERVABLE_WORDS], allWords - first);
  return 0;
}

static int systemOp(Frame *f, int opcode, __global int *outcome) {
  switch (opcode) {
    case OP_BATCH_FENCE:
      return OUTCOME_FENCE;
    case OP_PACKED_SLOT:
      return pack(f, outcome);
    case OP_LOAD_MISS:
      return f->in[IN_SERVICES] == 1 ? OUTCOME_HANDED : FAULT_NO_HOST_SERVICE;
    case OP_SHUTDOWN:
      return FAULT_HOST_ONLY;
    default:
      return (opcode >= OP_NOP && opcode <= OP_DFA_STEP) || opcode == OP_PRINTF ? smallOp(f, opcode) : FAULT_RESERVED_OPCODE;
  }
}

static int execute(Frame *f, const __global int *entry, __global int *outcome) {
  int fault = admit(f);
  if (fault != 0) {
    return fault;
  }
  if (entry[SLOT_PRIORITY] != entry[ENTRY_LEVEL]) {
    return FAULT_BAD_PRIORITY;
  }
  int opcode = entry[SLOT_OPCODE];
  if (f->word == 0) {
    return opcode == OP_NOP      ? 0
        : opcode == OP_BATCH_FENCE ? OUTCOME_FENCE
        : opcode == OP_SHUTDOWN    ? OUTCOME_SHUTDOWN
                                   : FAULT_UNKNOWN_TENANT;
  }
  if (opcode >= OPCODE_USER_FIRST) {
    return bound(f, (uint)opcode - f->windowFirst, 0, outcome);
  }
  int reserved = opcode < 0 || opcode <= 7 || (opcode >= 0xFFF0 && opcode <= 0xFFFF);
  return reserved ? systemOp(f, opcode, outcome) : FAULT_OPCODE_OUTSIDE_WINDOW;
}

static void one(
    __global int *memory, const __global int *in, __global int *out, const __global int *entry, __global int *outcome) {
  Frame f;
  f.memory = memory;
  f.in = in;
  f.out = out;
  f.arguments = entry + SLOT_ARGUMENT;
  f.argumentCount = SLOT_ARGUMENTS;
  f.slot = entry[ENTRY_SLOT];
  f.word = entry[SLOT_TENANT];
  f.steps = 0;
  f.r0 = 0;
  f.r1 = 0;
  f.r2 = 0;
  f.r3 = 0;
  int result = entry[ENTRY_RESUMED] != 0 ? resumeScan(&f, entry, outcome) : execute(&f, entry, outcome);
  outcome[OUT_R0] = f.r0;
  outcome[OUT_R0 + 1] = f.r1;
  outcome[OUT_R0 + 2] = f.r2;
  outcome[OUT_R0 + 3] = f.r3;
  outcome[OUT_CODE] = result;
  ulong budget = (uint)in[IN_SCAN_STEPS];
  if (f.steps > budget) {
    atomic_max((volatile __global uint *)out + OUT_MOST_OVER, (uint)min(f.steps - budget, 0xFFFFFFFFul));
  }
}
