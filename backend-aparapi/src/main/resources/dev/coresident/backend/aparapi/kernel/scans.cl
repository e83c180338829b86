// SCAN: checks the image, the arguments and the ranges, then walks as the image's kind wants.

static int scan(Frame *f, int imageHandle, __global int *outcome) {
  int fault = resolve(f, imageHandle);
  if (fault != 0) {
    return fault;
  }
  int imageRow = handleRow(f, imageHandle);
  if ((f->memory[imageRow + HANDLE_FLAGS] & HANDLE_IMAGE) == 0) {
    return FAULT_BAD_IMAGE;
  }
  Image m;
  Nfa n;
  Texts t;
  int image = handleAt(f, imageRow);
  ulong length = handleLength(f, imageRow);
  int sets = isNfa(f, image, length);
  int texts = isTexts(f, image, length);
  fault = texts ? readTexts(f, image, length, &t) : sets ? readNfa(f, image, length, &n) : readImage(f, image, length, &m);
  if (fault != 0) {
    return fault;
  }
  uint state = (uint)argument(f, 3);
  int flags = argument(f, 7);
  ulong outputOffset = (uint)argument(f, 5);
  ulong inputOffset = (uint)argument(f, 1);
  int admitted = texts ? state < t.longest && state <= inputOffset
      : sets           ? state == 0 && admitsStates(f, &n, flags)
                       : state < (m.limit >> m.shift);
  if (!admitted || (flags & ~(SCAN_FIRST | SCAN_LAST)) != 0 || outputOffset % 8 != 0) {
    return FAULT_BAD_ARGUMENT;
  }
  ulong bytes = (uint)argument(f, 2);
  fault = resolve(f, argument(f, 0));
  if (fault != 0) {
    return fault;
  }
  int inputRow = handleRow(f, argument(f, 0));
  if (!holds(f, inputRow, inputOffset, bytes)) {
    return FAULT_HANDLE_BOUNDS;
  }
  ulong capacity = (uint)argument(f, 6);
  fault = resolveForWrite(f, argument(f, 4));
  if (fault != 0) {
    return fault;
  }
  int outputRow = handleRow(f, argument(f, 4));
  if (!holds(f, outputRow, outputOffset, capacity * 8)) {
    return FAULT_HANDLE_BOUNDS;
  }
  int row = texts ? (int)state : sets ? 0 : (int)(state << m.shift);
  if (sets) {
    fault = resolveStates(f, &n, flags, &row);
    if (fault != 0) {
      return fault;
    }
  }
  ulong input = 4 * (ulong)(uint)handleAt(f, inputRow) + inputOffset;
  __global int *begin = outcome + OUT_SCAN;
  begin[SCAN_INPUT_LOW] = (int)input;
  begin[SCAN_INPUT_HIGH] = (int)(input >> 32);
  begin[SCAN_BYTES] = (int)bytes;
  begin[SCAN_OUTPUT] = handleAt(f, outputRow) + (int)(outputOffset / 4);
  begin[SCAN_CAPACITY] = (int)capacity;
  begin[SCAN_ROW] = row;
  begin[SCAN_CONSUMED] = 0;
  begin[SCAN_EVENTS] = 0;
  begin[SCAN_FLAGS] = flags;
  begin[SCAN_IMAGE] = image;
  begin[SCAN_KIND] = KIND_SCAN;
  return texts ? searchTexts(f, &t, begin, outcome) : sets ? walkSets(f, &n, begin, outcome) : walk(f, &m, begin, outcome);
}

// A scan that was cut goes on: it was checked when it began, and the host leaves its memory alone until it ends.
static int resumeScan(Frame *f, const __global int *entry, __global int *outcome) {
  if (entry[ENTRY_SCAN + SCAN_KIND] != KIND_SCAN) {
    return resumeWorklist(f, entry, outcome);
  }
  Image m;
  Nfa n;
  Texts t;
  int at = entry[ENTRY_SCAN + SCAN_IMAGE];
  ulong left = 4 * (ulong)(uint)(f->in[IN_HEAP_AT] + f->in[IN_HEAP_WORDS] - at);
  if (isTexts(f, at, left)) {
    int wrong = readTexts(f, at, left, &t);
    return wrong != 0 ? wrong : searchTexts(f, &t, entry + ENTRY_SCAN, outcome);
  }
  if (isNfa(f, at, left)) {
    int wrong = readNfa(f, at, left, &n);
    return wrong != 0 ? wrong : walkSets(f, &n, entry + ENTRY_SCAN, outcome);
  }
  int fault = readImage(f, at, left, &m);
  return fault != 0 ? fault : walk(f, &m, entry + ENTRY_SCAN, outcome);
}
