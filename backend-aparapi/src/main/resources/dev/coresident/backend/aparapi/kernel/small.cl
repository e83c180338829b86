// The small ops

static int printRecord(const Frame *f) {
  // The host reads how many there were from the launch's own words, as one greatest value.
  volatile __global int *attempted = f->memory + ATTEMPTED_AT;
  int before = *attempted;
  while (before != DEBUG_FULL) {
    int witness = atomic_cmpxchg(attempted, before, before + 1);
    if (witness == before) {
      break;
    }
    before = witness;
  }
  atomic_max((volatile __global uint *)f->out + OUT_ATTEMPTED, (uint)before + (before != DEBUG_FULL));
  if ((uint)before < (uint)f->in[IN_DEBUG_RECORDS]) {
    __global int *record = f->memory + f->in[IN_DEBUG_AT] + before * DEBUG_WORDS;
    record[DEBUG_TENANT] = f->word;
    record[DEBUG_SLOT] = f->slot;
    for (int i = 0; i < SLOT_ARGUMENTS; i++) {
      record[DEBUG_ARGUMENT + i] = argument(f, i);
    }
    record[DEBUG_SEQUENCE] = before + 1;
  }
  return 0;
}

static int copyWords(const Frame *f) {
  ulong from = (uint)argument(f, 0);
  ulong to = (uint)argument(f, 1);
  ulong words = (uint)argument(f, 2);
  ulong window = f->observableWords;
  if (from + words > window || to + words > window) {
    return FAULT_INDEX_OUT_OF_BOUNDS;
  }
  __global int *base = f->memory + f->observableAt;
  if (to <= from) {
    for (ulong i = 0; i < words; i++) {
      base[to + i] = base[from + i];
    }
  } else {
    for (ulong i = words; i > 0; i--) {
      base[to + i - 1] = base[from + i - 1];
    }
  }
  return 0;
}

static int dfaStep(Frame *f) {
  int handle = argument(f, 2);
  int fault = resolve(f, handle);
  if (fault != 0) {
    return fault;
  }
  ulong entry = (ulong)(uint)argument(f, 0) * 256 + (argument(f, 1) & 0xFF);
  int row = handleRow(f, handle);
  if (!holds(f, row, 4 * entry, 4)) {
    return FAULT_HANDLE_BOUNDS;
  }
  f->r0 = f->memory[handleAt(f, row) + (int)entry];
  return 0;
}

static int smallOp(Frame *f, int opcode) {
  uint first = (uint)argument(f, 0);
  uint second = (uint)argument(f, 1);
  volatile __global int *observable = f->memory + f->observableAt;
  switch (opcode) {
    case OP_NOP:
      return 0;
    case OP_STORE_U32:
      if (second >= f->observableWords) {
        return FAULT_INDEX_OUT_OF_BOUNDS;
      }
      atomic_xchg(observable + second, (int)first);
      return 0;
    case OP_ATOMIC_ADD:
      if (second >= f->observableWords) {
        return FAULT_INDEX_OUT_OF_BOUNDS;
      }
      f->r0 = atomic_add(observable + second, (int)first);
      return 0;
    case OP_LOAD_U32:
      if (first >= f->observableWords || second >= f->observableWords) {
        return FAULT_INDEX_OUT_OF_BOUNDS;
      }
      f->r0 = observable[first];
      atomic_xchg(observable + second, f->r0);
      return 0;
    case OP_COMPARE_SWAP:
      if (first >= f->observableWords) {
        return FAULT_INDEX_OUT_OF_BOUNDS;
      }
      f->r0 = atomic_cmpxchg(observable + first, (int)second, argument(f, 2));
      return 0;
    case OP_MEMCPY:
      return copyWords(f);
    case OP_DFA_STEP:
      return dfaStep(f);
    default:
      return printRecord(f);
  }
}

// Kinds 1 to 7 are the opcodes 0 to 6; -1 if the kind is no small op.
static int opcodeOfKind(int kind) {
  return kind >= 1 && kind <= KIND_DFA_STEP ? kind - 1 : kind == KIND_PRINTF ? OP_PRINTF : -1;
}
