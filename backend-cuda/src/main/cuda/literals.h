// SCAN of images of literals: each offset of the input is examined by itself.
#pragma once

struct Texts {
  const u32 *index;
  const int *texts;
  const u32 *lists;
  const u8 *bytes;
  u32 bits;
  u32 widths;
  u32 longest;
  u32 textCount;
  u32 entries;
  u32 byteCount;
};

CR_OWN int readTexts(const int *image, Texts *t) {
  const u32 *w = (const u32 *)image;
  u64 total = w[IMAGE_WORD_TOTAL];
  t->bits = w[LITERAL_WORD_INDEX_BITS];
  t->widths = w[LITERAL_WORD_WIDTHS];
  t->longest = w[IMAGE_WORD_STATES];
  t->textCount = w[LITERAL_WORD_TEXTS];
  t->entries = w[LITERAL_WORD_LIST_ENTRIES];
  t->byteCount = w[LITERAL_WORD_BYTE_COUNT];
  if (t->bits < 1 || t->bits > LITERAL_MOST_INDEX_BITS || t->longest < 1 || t->longest > LITERAL_LONGEST
      || w[LITERAL_WORD_INDEX] + ((u64)1 << t->bits) + 1 > total
      || w[LITERAL_WORD_TEXT] + (u64)t->textCount * LITERAL_TEXT_WORDS > total
      || w[LITERAL_WORD_LIST] + (u64)t->entries > total
      || 4 * (u64)w[LITERAL_WORD_BYTES] + t->byteCount > 4 * total) {
    return FAULT_BAD_IMAGE;
  }
  t->index = w + w[LITERAL_WORD_INDEX];
  t->texts = image + w[LITERAL_WORD_TEXT];
  t->lists = w + w[LITERAL_WORD_LIST];
  t->bytes = (const u8 *)(w + w[LITERAL_WORD_BYTES]);
  return 0;
}

CR_FN u32 foldByte(u32 value) {
  return value >= 'A' && value <= 'Z' ? value + 32 : value;
}

CR_FN u32 bucketOf(const u8 *end, u32 width, u32 bits) {
  u32 low = 0;
  u32 high = 0;
  for (u32 i = 0; i < width; i++) {
    u32 value = foldByte(*(end - width + i)) << (8 * (i % 4));
    low |= i < 4 ? value : 0;
    high |= i < 4 ? 0 : value;
  }
  u32 hash = low * (u32)LITERAL_HASH_LOW + high * (u32)LITERAL_HASH_HIGH + width * (u32)LITERAL_HASH_WIDTH;
  hash = (hash ^ (hash >> 15)) * (u32)LITERAL_HASH_MIX;
  return hash >> (32 - bits);
}

CR_FN int endsWith(const u8 *end, const u8 *text, u32 length, int caseless) {
  for (u32 i = 1; i <= length; i++) {
    u32 found = *(end - i);
    if ((caseless ? foldByte(found) : found) != text[length - i]) {
      return 0;
    }
  }
  return 1;
}

// The list of a text: from one entry to another; none if the image is wrong.
CR_FN void listOf(const Texts *t, int text, u32 *from, u32 *to) {
  *from = *to = 0;
  if (text >= 0) {
    const int *row = t->texts + (u64)text * LITERAL_TEXT_WORDS;
    *from = (u32)row[LITERAL_TEXT_LIST];
    *to = least((u32)row[LITERAL_TEXT_LIST_END], t->entries);
    *from = least(*from, *to);
  }
}

// The longest exact and the longest caseless text that end there, or -1.
CR_OWN void longestTexts(const Texts *t, const u8 *end, u32 available, int *best) {
  u32 lengths[2] = {0, 0};
  best[0] = best[1] = -1;
  for (u32 width = 8; width > 0; width >>= 1) {
    if ((t->widths & width) == 0 || width > available) {
      continue;
    }
    u32 bucket = bucketOf(end, width, t->bits);
    u32 last = least(t->index[bucket + 1], t->textCount);
    for (u32 text = t->index[bucket]; text < last; text++) {
      const int *row = t->texts + (u64)text * LITERAL_TEXT_WORDS;
      int mode = row[LITERAL_TEXT_LENGTH] < 0;
      u32 length = (u32)row[LITERAL_TEXT_LENGTH] & ~(u32)LITERAL_CASELESS;
      u32 at = (u32)row[LITERAL_TEXT_AT];
      if (length > lengths[mode] && length <= available && at <= t->byteCount && length <= t->byteCount - at
          && endsWith(end, t->bytes + at, length, mode)) {
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
CR_FN u32 unite(const u32 *lists, u32 a, u32 aEnd, u32 b, u32 bEnd, int *event, u32 end) {
  u32 count = 0;
  while (a < aEnd || b < bEnd) {
    u32 first = a < aEnd ? lists[a] : 0xFFFFFFFFu;
    u32 second = b < bEnd ? lists[b] : 0xFFFFFFFFu;
    if (event != 0) {
      event[2 * (u64)count] = (int)least(first, second);
      event[2 * (u64)count + 1] = (int)end;
    }
    count++;
    a += first <= second;
    b += second <= first;
  }
  return count;
}

// The events of one end, all or none; 0 if they do not fit.
CR_OWN int reportTexts(Sink *sink, const Texts *t, const int *best, u32 end) {
  u32 a, aEnd, b, bEnd;
  listOf(t, best[0], &a, &aEnd);
  listOf(t, best[1], &b, &bEnd);
  const u32 *lists = t->lists;
  u32 count = unite(lists, a, aEnd, b, bEnd, 0, end);
  if (count > sink->capacity - sink->events) {
    return 0;
  }
  unite(lists, a, aEnd, b, bEnd, sink->output + 2 * (u64)sink->events, end);
  sink->events += count;
  return 1;
}

// Searches from where the scan stands, at most so many bytes; gives 0 or CONTINUE.
CR_OWN int searchTexts(Frame *f, const Texts *t, Scan *s) {
  u32 bytes = s->bytes;
  u32 history = s->row;
  u32 consumed = s->consumed;
  int flags = s->flags & ~SCAN_FIRST;
  Sink sink = {s->output, s->capacity, s->events, 0};
  u32 until = bytes - consumed > f->l->sliceBytes ? consumed + f->l->sliceBytes : bytes;
  const u8 *text = s->input;
  int stopped = 0;
  while (consumed < until) {
    int best[2];
    u32 available = history + least(consumed, (u32)LITERAL_LONGEST) + 1;
    longestTexts(t, text + consumed + 1, available, best);
    if ((best[0] >= 0 || best[1] >= 0) && !reportTexts(&sink, t, best, consumed + 1)) {
      stopped = 1;
      break;
    }
    consumed++;
  }
  if (!stopped && consumed < bytes) {
    s->consumed = consumed;
    s->events = sink.events;
    s->flags = flags;
    return OUTCOME_CONTINUE;
  }
  f->r0 = (int)least(history + least(consumed, (u32)LITERAL_LONGEST), t->longest - 1);
  f->r1 = (int)consumed;
  f->r2 = (int)sink.events;
  f->r3 = stopped ? flags : flags & ~SCAN_LAST;
  return 0;
}
