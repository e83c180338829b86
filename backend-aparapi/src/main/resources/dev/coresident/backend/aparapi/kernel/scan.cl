// Scan

static int readImage(const Frame *f, int at, ulong length, Image *m) {
  m->image = at;
  const __global int *w = f->memory + at;
  if (length < 4 * IMAGE_HEADER_WORDS || w[IMAGE_WORD_MAGIC] != IMAGE_MAGIC || w[IMAGE_WORD_VERSION] != IMAGE_VERSION
      || w[IMAGE_WORD_KIND] != IMAGE_KIND_DFA || 4 * (ulong)(uint)w[IMAGE_WORD_TOTAL] > length) {
    return FAULT_BAD_IMAGE;
  }
  // The host checked every word before it flagged the handle. What a walk would leave the image by is checked all the same.
  ulong total = (uint)w[IMAGE_WORD_TOTAL];
  ulong states = (uint)w[IMAGE_WORD_STATES];
  ulong stride = (uint)w[DFA_WORD_STRIDE];
  ulong accepting = (uint)w[DFA_WORD_FIRST_ACCEPTING];
  if (stride == 0 || stride > 256 || (stride & (stride - 1)) != 0 || states == 0 || states * stride > total || accepting > states
      || (uint)w[DFA_WORD_CLASS_MAP] + 64ul > total || (uint)w[DFA_WORD_TRANSITIONS] + states * stride > total
      || (uint)w[DFA_WORD_ACCEPT_INDEX] + (states - accepting) + 1 > total
      || (uint)w[DFA_WORD_END_INDEX] + states + 1 > total) {
    return FAULT_BAD_IMAGE;
  }
  m->classes = m->image + w[DFA_WORD_CLASS_MAP];
  m->table = m->image + w[DFA_WORD_TRANSITIONS];
  m->acceptIndex = m->image + w[DFA_WORD_ACCEPT_INDEX];
  m->endIndex = m->image + w[DFA_WORD_END_INDEX];
  m->acceptWords = (uint)f->memory[m->acceptIndex + (int)(states - accepting)];
  m->endWords = (uint)f->memory[m->endIndex + (int)states];
  if ((uint)w[DFA_WORD_ACCEPT_LIST] + (ulong)m->acceptWords > total
      || (uint)w[DFA_WORD_END_LIST] + (ulong)m->endWords > total) {
    return FAULT_BAD_IMAGE;
  }
  m->acceptList = m->image + w[DFA_WORD_ACCEPT_LIST];
  m->endList = m->image + w[DFA_WORD_END_LIST];
  m->shift = (int)popcount((uint)(stride - 1));
  m->limit = (uint)(states * stride);
  m->acceptRow = (uint)(accepting * stride);
  uint dead = (uint)w[DFA_WORD_DEAD];
  m->deadRow = dead != 0xFFFFFFFFu && dead < accepting ? dead * (uint)stride : 0xFFFFFFFFu;
  const __global uchar *classes = (const __global uchar *)(f->memory + m->classes);
  int widest = 0;
  for (int i = 0; i < 256; i++) {
    widest = max(widest, (int)classes[i]);
  }
  return (ulong)widest < stride ? 0 : FAULT_BAD_IMAGE;
}

typedef struct {
  int output;
  uint capacity;
  uint events;
  int bad;
} Sink;

// All events of one place or none; 0 if they do not fit or the index is wrong.
static int report(__global int *memory, Sink *sink, int index, int list, uint listWords, uint end) {
  uint from = (uint)memory[index];
  uint to = (uint)memory[index + 1];
  if (from > to || to > listWords) {
    sink->bad = 1;
    return 0;
  }
  if (to - from > sink->capacity - sink->events) {
    return 0;
  }
  __global int *event = memory + sink->output + (int)(2 * sink->events);
  for (uint i = from; i < to; i++) {
    uint entry = (uint)memory[list + (int)i];
    event[0] = (int)(entry >> 1);
    event[1] = (int)(end - (entry & 1));
    event += 2;
  }
  sink->events += to - from;
  return 1;
}

// Walks from where the entry stands, at most so many bytes; gives 0, CONTINUE or a fault.
static int walk(Frame *f, const Image *m, const __global int *from, __global int *outcome) {
  __global int *memory = f->memory;
  ulong input = (ulong)(uint)from[SCAN_INPUT_LOW] | ((ulong)(uint)from[SCAN_INPUT_HIGH] << 32);
  uint bytes = (uint)from[SCAN_BYTES];
  uint row = (uint)from[SCAN_ROW];
  uint consumed = (uint)from[SCAN_CONSUMED];
  int flags = from[SCAN_FLAGS];
  Sink sink = {from[SCAN_OUTPUT], (uint)from[SCAN_CAPACITY], (uint)from[SCAN_EVENTS], 0};
  int stopped = 0;
  if ((flags & SCAN_FIRST) != 0) {
    if (row >= m->acceptRow
        && !report(memory, &sink, m->acceptIndex + (int)((row - m->acceptRow) >> m->shift), m->acceptList, m->acceptWords, 0)) {
      stopped = 1;
    } else {
      flags &= ~SCAN_FIRST;
    }
  }
  uint budget = (uint)f->in[IN_SCAN_STEPS];
  uint begun = consumed;
  uint told = sink.events;
  uint until = bytes - consumed > budget ? consumed + budget : bytes;
  if (!stopped) {
    const __global uchar *text = (const __global uchar *)memory + input;
    const __global uchar *classes = (const __global uchar *)(memory + m->classes);
    const __global int *table = memory + m->table;
    const uint accept = m->acceptRow;
    while (consumed < until && !stopped) {
      if (row == m->deadRow) {
        begun += bytes - consumed;
        consumed = bytes;
        break;
      }
      uint stop = until - consumed > DEAD_CHECK_BYTES ? consumed + DEAD_CHECK_BYTES : until;
      while (consumed < stop) {
        uint next = (uint)table[row + classes[text[consumed]]];
        if (next >= accept) {
          if (next >= m->limit) {
            return FAULT_BAD_IMAGE;
          }
          if (!report(memory, &sink, m->acceptIndex + (int)((next - accept) >> m->shift), m->acceptList, m->acceptWords,
                  consumed + 1)) {
            stopped = 1;
            break;
          }
          // An event costs as much as a byte.
          uint wrote = sink.events - told;
          told = sink.events;
          budget -= min(budget, wrote);
          until = min(until, max(consumed + 1, begun + budget));
          stop = min(stop, until);
        }
        row = next;
        consumed++;
      }
    }
  }
  f->steps = (ulong)(consumed - begun) + (sink.events - (uint)from[SCAN_EVENTS]);
  if (sink.bad) {
    return FAULT_BAD_IMAGE;
  }
  if (!stopped && consumed < bytes) {
    for (int i = 0; i < SCAN_WORDS; i++) {
      outcome[OUT_SCAN + i] = from[i];
    }
    outcome[OUT_SCAN + SCAN_ROW] = (int)row;
    outcome[OUT_SCAN + SCAN_CONSUMED] = (int)consumed;
    outcome[OUT_SCAN + SCAN_EVENTS] = (int)sink.events;
    outcome[OUT_SCAN + SCAN_FLAGS] = flags;
    return OUTCOME_CONTINUE;
  }
  if (!stopped && (flags & SCAN_LAST) != 0
      && report(memory, &sink, m->endIndex + (int)(row >> m->shift), m->endList, m->endWords, bytes)) {
    flags &= ~SCAN_LAST;
  }
  if (sink.bad) {
    return FAULT_BAD_IMAGE;
  }
  f->r0 = (int)(row >> m->shift);
  f->r1 = (int)consumed;
  f->r2 = (int)sink.events;
  f->r3 = flags;
  return 0;
}
