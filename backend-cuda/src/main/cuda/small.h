// The small ops. Observables and the debug log are mapped memory; only threads of the device do atomics there.
#pragma once

CR_FN int printRecord(const Frame *f) {
  int *attempted = f->l->debugLog;
  u32 before = loadSystem(attempted);
  while (before != (u32)DEBUG_FULL) {
    u32 witness = swapSystem(attempted, before, before + 1);
    if (witness == before) {
      break;
    }
    before = witness;
  }
  if (before < f->l->debugRecords) {
    int *record = f->l->debugLog + DEBUG_HEADER_WORDS + (u64)before * DEBUG_WORDS;
    storeSystem(record + DEBUG_TENANT, (u32)f->word);
    storeSystem(record + DEBUG_SLOT, (u32)f->slot);
    for (int i = 0; i < SLOT_ARGUMENTS; i++) {
      storeSystem(record + DEBUG_ARGUMENT + i, (u32)argument(f, i));
    }
    storeSystemRelease(record + DEBUG_SEQUENCE, before + 1);
  }
  return 0;
}

CR_FN int copyWords(const Frame *f) {
  u64 from = (u32)argument(f, 0);
  u64 to = (u32)argument(f, 1);
  u64 words = (u32)argument(f, 2);
  u64 window = f->observableWords;
  if (from + words > window || to + words > window) {
    return FAULT_INDEX_OUT_OF_BOUNDS;
  }
  int *base = f->observable;
  for (u64 i = 0; i < words; i++) {
    u64 at = to <= from ? i : words - 1 - i;
    storeSystem(base + to + at, loadSystem(base + from + at));
  }
  return 0;
}

CR_FN int dfaStep(Frame *f) {
  Held table;
  int fault = resolve(f, argument(f, 2), &table);
  if (fault != 0) {
    return fault;
  }
  u64 entry = (u64)(u32)argument(f, 0) * 256 + (u32)(argument(f, 1) & 0xFF);
  if (!holds(&table, 4 * entry, 4)) {
    return FAULT_HANDLE_BOUNDS;
  }
  f->r0 = table.at[entry];
  return 0;
}

CR_OWN int smallOp(Frame *f, int opcode) {
  u32 first = (u32)argument(f, 0);
  u32 second = (u32)argument(f, 1);
  int *observable = f->observable;
  switch (opcode) {
    case OP_NOP:
      return 0;
    case OP_STORE_U32:
      if (second >= f->observableWords) {
        return FAULT_INDEX_OUT_OF_BOUNDS;
      }
      storeSystemRelease(observable + second, first);
      return 0;
    case OP_ATOMIC_ADD:
      if (second >= f->observableWords) {
        return FAULT_INDEX_OUT_OF_BOUNDS;
      }
      f->r0 = (int)addSystem(observable + second, first);
      return 0;
    case OP_LOAD_U32:
      if (first >= f->observableWords || second >= f->observableWords) {
        return FAULT_INDEX_OUT_OF_BOUNDS;
      }
      f->r0 = (int)loadSystemAcquire(observable + first);
      storeSystemRelease(observable + second, (u32)f->r0);
      return 0;
    case OP_COMPARE_SWAP:
      if (first >= f->observableWords) {
        return FAULT_INDEX_OUT_OF_BOUNDS;
      }
      f->r0 = (int)swapSystem(observable + first, second, (u32)argument(f, 2));
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
CR_FN int opcodeOfKind(int kind) {
  return kind >= 1 && kind <= KIND_DFA_STEP ? kind - 1 : kind == KIND_PRINTF ? OP_PRINTF : -1;
}
