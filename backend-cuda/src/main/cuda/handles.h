// Handles: the only way to memory. Rows are the host's, in mapped memory.
#pragma once

struct Held {
  int *at;
  u64 length;
  int flags;
};

CR_FN const int *handleRow(const Frame *f, int handle) {
  return (const int *)(f->l->control + f->l->handleRowsAt) + (u64)((u32)handle & HANDLE_ROW_MASK) * HANDLE_ROW_WORDS;
}

CR_OWN int resolve(const Frame *f, int handle, Held *held) {
  u32 index = (u32)handle & HANDLE_ROW_MASK;
  if (index == 0 || index >= f->l->handleRows) {
    return FAULT_HANDLE_INVALID;
  }
  const int *row = handleRow(f, handle);
  int open = (int)loadSystemAcquire(row + HANDLE_HANDLE);
  if (open != handle) {
    return open == 0 ? FAULT_HANDLE_INVALID : FAULT_HANDLE_STALE;
  }
  int owner = (int)loadSystem(row + HANDLE_OWNER);
  if (owner != 0 && owner != f->word) {
    return FAULT_HANDLE_FOREIGN;
  }
  held->flags = (int)loadSystem(row + HANDLE_FLAGS);
  u64 start = (u64)loadSystem(row + HANDLE_START) * 64;
  held->length = (u64)loadSystem(row + HANDLE_LENGTH_LOW) | (u64)loadSystem(row + HANDLE_LENGTH_HIGH) << 32;
  held->at = (int *)(f->l->heap + start);
  // The host keeps handles inside the heap; what would lead outside is refused all the same.
  return start <= f->l->heapBytes && held->length <= f->l->heapBytes - start ? 0 : FAULT_HANDLE_BOUNDS;
}

CR_FN int resolveForWrite(const Frame *f, int handle, Held *held) {
  int fault = resolve(f, handle, held);
  if (fault != 0) {
    return fault;
  }
  return (held->flags & (HANDLE_READ_ONLY | HANDLE_IMAGE)) == 0 ? 0 : FAULT_HANDLE_READ_ONLY;
}

CR_FN int holds(const Held *held, u64 offset, u64 bytes) {
  return offset <= held->length && bytes <= held->length - offset;
}
