// Handles

static int handleRow(const Frame *f, int handle) {
  return f->in[IN_HANDLE_ROWS_AT] + (handle & HANDLE_ROW_MASK) * HANDLE_ROW_WORDS;
}

static ulong handleLength(const Frame *f, int row) {
  return (ulong)(uint)f->memory[row + HANDLE_LENGTH_LOW] | ((ulong)(uint)f->memory[row + HANDLE_LENGTH_HIGH] << 32);
}

// The first word of an open handle's memory. Call after resolve gave 0.
static int handleAt(const Frame *f, int row) {
  return f->in[IN_HEAP_AT] + (int)((uint)f->memory[row + HANDLE_START] * 16u);
}

static int resolve(const Frame *f, int handle) {
  uint index = (uint)handle & HANDLE_ROW_MASK;
  if (index == 0 || index >= (uint)f->in[IN_HANDLE_ROWS]) {
    return FAULT_HANDLE_INVALID;
  }
  int row = handleRow(f, handle);
  int open = f->memory[row + HANDLE_HANDLE];
  if (open != handle) {
    return open == 0 ? FAULT_HANDLE_INVALID : FAULT_HANDLE_STALE;
  }
  int owner = f->memory[row + HANDLE_OWNER];
  if (owner != 0 && owner != f->word) {
    return FAULT_HANDLE_FOREIGN;
  }
  // The host keeps handles inside the heap; what would lead outside is refused all the same, for it would be the host's own memory.
  ulong heap = (ulong)(uint)f->in[IN_HEAP_WORDS] * 4;
  ulong start = (ulong)(uint)f->memory[row + HANDLE_START] * 64;
  return start <= heap && handleLength(f, row) <= heap - start ? 0 : FAULT_HANDLE_BOUNDS;
}

static int resolveForWrite(const Frame *f, int handle) {
  int fault = resolve(f, handle);
  if (fault != 0) {
    return fault;
  }
  int flags = f->memory[handleRow(f, handle) + HANDLE_FLAGS];
  return (flags & (HANDLE_READ_ONLY | HANDLE_IMAGE)) == 0 ? 0 : FAULT_HANDLE_READ_ONLY;
}

static int holds(const Frame *f, int row, ulong offset, ulong bytes) {
  ulong length = handleLength(f, row);
  return offset <= length && bytes <= length - offset;
}
