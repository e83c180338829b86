// Images of literals: each offset of the input is examined by itself

typedef struct {
  int index;
  int texts;
  int lists;
  int bytes;
  uint bits;
  uint widths;
  uint longest;
  uint textCount;
  uint entries;
  uint byteCount;
} Texts;

static int isTexts(const Frame *f, int at, ulong length) {
  return length >= 4 * IMAGE_HEADER_WORDS && f->memory[at + IMAGE_WORD_KIND] == IMAGE_KIND_LITERALS;
}

static int readTexts(const Frame *f, int at, ulong length, Texts *t) {
  const __global int *w = f->memory + at;
  if (w[IMAGE_WORD_MAGIC] != IMAGE_MAGIC || w[IMAGE_WORD_VERSION] != IMAGE_VERSION
      || 4 * (ulong)(uint)w[IMAGE_WORD_TOTAL] > length) {
    return FAULT_BAD_IMAGE;
  }
  ulong total = (uint)w[IMAGE_WORD_TOTAL];
  t->bits = (uint)w[LITERAL_WORD_INDEX_BITS];
  t->widths = (uint)w[LITERAL_WORD_WIDTHS];
  t->longest = (uint)w[IMAGE_WORD_STATES];
  t->textCount = (uint)w[LITERAL_WORD_TEXTS];
  t->entries = (uint)w[LITERAL_WORD_LIST_ENTRIES];
  t->byteCount = (uint)w[LITERAL_WORD_BYTE_COUNT];
  if (t->bits < 1 || t->bits > LITERAL_MOST_INDEX_BITS || t->longest < 1 || t->longest > LITERAL_LONGEST
      || (uint)w[LITERAL_WORD_INDEX] + (1ul << t->bits) + 1 > total
      || (uint)w[LITERAL_WORD_TEXT] + (ulong)t->textCount * LITERAL_TEXT_WORDS > total
      || (uint)w[LITERAL_WORD_LIST] + (ulong)t->entries > total
      || 4 * (ulong)(uint)w[LITERAL_WORD_BYTES] + t->byteCount > 4 * total) {
    return FAULT_BAD_IMAGE;
  }
  t->index = at + w[LITERAL_WORD_INDEX];
  t->texts = at + w[LITERAL_WORD_TEXT];
  t->lists = at + w[LITERAL_WORD_LIST];
  t->bytes = at + w[LITERAL_WORD_BYTES];
  return 0;
}

static uint foldByte(uint value) {
  return value >= 'A' && value <= 'Z' ? value + 32 : value;
}

static uint bucketOf(const __global uchar *end, uint width, uint bits) {
  uint low = 0;
  uint high = 0;
  for (uint i = 0; i < width; i++) {
    uint value = foldByte(*(end - width + i)) << (8 * (i % 4));
    low |= i < 4 ? value : 0;
    high |= i < 4 ? 0 : value;
  }
  uint hash = low * (uint)LITERAL_HASH_LOW + high * (uint)LITERAL_HASH_HIGH + width * (uint)LITERAL_HASH_WIDTH;
  hash = (hash ^ (hash >> 15)) * (uint)LITERAL_HASH_MIX;
  return hash >> (32 - bits);
}

static int endsWith(const __global uchar *end, const __global uchar *text, uint length, int caseless) {
  for (uint i = 1; i <= length; i++) {
    uint found = *(end - i);
    if ((caseless ? foldByte(found) : found) != text[length - i]) {
      return 0;
    }
  }
  return 1;
}

// The list of a text: from one entry to another; none if the image is wrong.
static void listOf(const __global int *memory, const Texts *t, int text, uint *from, uint *to) {
  *from = *to = 0;
  if (text >= 0) {
    const __global int *row = memory + t->texts + text * LITERAL_TEXT_WORDS;
    *from = (uint)row[LITERAL_TEXT_LIST];
    *to = min((uint)row[LITERAL_TEXT_LIST_END], t->entries);
    *from = min(*from, *to);
  }
}

// The longest exact and the longest caseless text that end there, or -1.
static void longestTexts(
    const __global int *memory, const Texts *t, const __global uchar *end, uint available, int *best, ulong *steps) {
  uint lengths[2] = {0, 0};
  best[0] = best[1] = -1;
  for (uint width = 8; width > 0; width >>= 1) {
    if ((t->widths & width) == 0 || width > available) {
      continue;
    }
    uint bucket = bucketOf(end, width, t->bits);
    uint last = min((uint)memory[t->index + (int)bucket + 1], t->textCount);
    for (uint text = (uint)memory[t->index + (int)bucket]; text < last; text++) {
      *steps += 1;
      const __global int *row = memory + t->texts + (int)text * LITERAL_TEXT_WORDS;
      int mode = row[LITERAL_TEXT_LENGTH] < 0;
      uint length = (uint)row[LITERAL_TEXT_LENGTH] & ~(uint)LITERAL_CASELESS;
      uint at = (uint)row[LITERAL_TEXT_AT];
      if (length > lengths[mode] && length <= available && at <= t->byteCount && length <= t->byteCount - at
          && endsWith(end, (const __global uchar *)(memory + t->bytes) + at, length, mode)) {
        lengths[mode] = length;
        best[mode] = (int)text;
      }
    }
    if (lengths[0] >= width && lengths[1] >= width) {
      break;
    }
  }
}

// Goes over the union of two ascending lists; gives its size, and writes it as events unless event is null.
static uint unite(const __global int *lists, uint a, uint aEnd, uint b, uint bEnd, __global int *event, uint end) {
  uint count = 0;
  while (a < aEnd || b < bEnd) {
    uint first = a < aEnd ? (uint)lists[a] : 0xFFFFFFFFu;
    uint second = b < bEnd ? (uint)lists[b] : 0xFFFFFFFFu;
    if (event != 0) {
      event[2 * count] = (int)min(first, second);
      event[2 * count + 1] = (int)end;
    }
    count++;
    a += first <= second;
    b += second <= first;
  }
  return count;
}

// The events of one end, all or none; 0 if they do not fit.
static int reportTexts(__global int *memory, Sink *sink, const Texts *t, const int *best, uint end) {
  uint a, aEnd, b, bEnd;
  listOf(memory, t, best[0], &a, &aEnd);
  listOf(memory, t, best[1], &b, &bEnd);
  const __global int *lists = memory + t->lists;
  uint count = unite(lists, a, aEnd, b, bEnd, 0, end);
  if (count > sink->capacity - sink->events) {
    return 0;
  }
  unite(lists, a, aEnd, b, bEnd, memory + sink->output + (int)(2 * sink->events), end);
  sink->events += count;
  return 1;
}

// Searches from where the entry stands, at most so many bytes; gives 0 or CONTINUE.
static int searchTexts(Frame *f, const Texts *t, const __global int *from, __global int *outcome) {
  __global int *memory = f->memory;
  ulong input = (ulong)(uint)from[SCAN_INPUT_LOW] | ((ulong)(uint)from[SCAN_INPUT_HIGH] << 32);
  uint bytes = (uint)from[SCAN_BYTES];
  uint history = (uint)from[SCAN_ROW];
  uint consumed = (uint)from[SCAN_CONSUMED];
  int flags = from[SCAN_FLAGS] & ~SCAN_FIRST;
  Sink sink = {from[SCAN_OUTPUT], (uint)from[SCAN_CAPACITY], (uint)from[SCAN_EVENTS], 0};
  ulong budget = (uint)f->in[IN_SCAN_STEPS];
  const __global uchar *text = (const __global uchar *)memory + input;
  int stopped = 0;
  while (consumed < bytes && f->steps < budget) {
    int best[2];
    uint told = sink.events;
    uint available = history + min(consumed, (uint)LITERAL_LONGEST) + 1;
    longestTexts(memory, t, text + consumed + 1, available, best, &f->steps);
    if ((best[0] >= 0 || best[1] >= 0) && !reportTexts(memory, &sink, t, best, consumed + 1)) {
      stopped = 1;
      break;
    }
    f->steps += 1 + (sink.events - told);
    consumed++;
  }
  if (!stopped && consumed < bytes) {
    for (int i = 0; i < SCAN_WORDS; i++) {
      outcome[OUT_SCAN + i] = from[i];
    }
    outcome[OUT_SCAN + SCAN_CONSUMED] = (int)consumed;
    outcome[OUT_SCAN + SCAN_EVENTS] = (int)sink.events;
    outcome[OUT_SCAN + SCAN_FLAGS] = flags;
    return OUTCOME_CONTINUE;
  }
  f->r0 = (int)min(history + min(consumed, (uint)LITERAL_LONGEST), t->longest - 1);
  f->r1 = (int)consumed;
  f->r2 = (int)sink.events;
  f->r3 = stopped ? flags : flags & ~SCAN_LAST;
  return 0;
}
