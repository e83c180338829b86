// SCAN of images of literals: each offset of the input is examined by itself, sixteen by each lane.
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

CR_FN u32 hashOf(u32 low, u32 high, u32 width, u32 bits) {
  u32 hash = low * (u32)LITERAL_HASH_LOW + high * (u32)LITERAL_HASH_HIGH + width * (u32)LITERAL_HASH_WIDTH;
  hash = (hash ^ (hash >> 15)) * (u32)LITERAL_HASH_MIX;
  return hash >> (32 - bits);
}

// Four bytes at once: a bit of each byte that is an upper-case letter, moved to where it makes a lower-case one of it.
CR_FN u32 foldWord(u32 word) {
  u32 low = word & 0x7F7F7F7Fu;
  u32 upper = (low + 0x3F3F3F3Fu) & ~(low + 0x25252525u) & ~word & 0x80808080u;
  return word + (upper >> 2);
}

CR_FN u32 bucketOf(const u8 *end, u32 width, u32 bits) {
  u32 low = 0;
  u32 high = 0;
  for (u32 i = 0; i < width; i++) {
    u32 value = foldByte(*(end - width + i)) << (8 * (i % 4));
    low |= i < 4 ? value : 0;
    high |= i < 4 ? 0 : value;
  }
  return hashOf(low, high, width, bits);
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

// How many rules end with these texts.
CR_FN u32 countTexts(const Texts *t, const int *best) {
  u32 a, aEnd, b, bEnd;
  listOf(t, best[0], &a, &aEnd);
  listOf(t, best[1], &b, &bEnd);
  return unite(t->lists, a, aEnd, b, bEnd, 0, 0);
}

// The events of one end, all or none; 0 if they do not fit.
CR_OWN int reportTexts(Sink *sink, const Texts *t, const int *best, u32 end) {
  u32 a, aEnd, b, bEnd;
  listOf(t, best[0], &a, &aEnd);
  listOf(t, best[1], &b, &bEnd);
  if (countTexts(t, best) > sink->capacity - sink->events) {
    return 0;
  }
  sink->events += unite(t->lists, a, aEnd, b, bEnd, sink->output + 2 * (u64)sink->events, end);
  return 1;
}

// What is searched: the text, and how many bytes before it belong to it.
struct Searched {
  const u8 *text;
  u32 history;
};

CR_FN u32 availableAt(const Searched *in, u32 at) {
  return in->history + least(at, (u32)LITERAL_LONGEST) + 1;
}

// One lane from an offset to another: all that ends there. Gives where it stopped, which is the end if everything fitted.
CR_OWN u32 searchAlone(const Texts *t, const Searched *in, u32 at, u32 until, Sink *sink) {
  while (at < until) {
    int best[2];
    longestTexts(t, in->text + at + 1, availableAt(in, at), best);
    if ((best[0] >= 0 || best[1] >= 0) && !reportTexts(sink, t, best, at + 1)) {
      break;
    }
    at++;
  }
  return at;
}

// The eight bytes before an address, no earlier than the history: what is missing reads as zero, and no text reaches there.
CR_FN void eightBefore(const Searched *in, const u8 *at, u32 *words) {
  const u8 *first = in->text - in->history;
  words[0] = words[1] = 0;
  for (u32 i = 0; i < 8; i++) {
    const u8 *byte = at - 8 + i;
    words[i / 4] |= byte >= first ? (u32)*byte << 8 * (i % 4) : 0u;
  }
}

// Of the sixteen ends behind a lane's bytes those at which a bucket has a text; the words are the eight bytes before them and they.
CR_FN u32 candidates(const Texts *t, const u32 *words) {
  u32 found = 0;
  for (u32 i = 0; i < 16; i++) {
    // The eight bytes that end with byte i, which is byte 8 + i of the words.
    u32 word = (i + 1) / 4;
    u32 shift = 8 * ((i + 1) % 4);
    u32 low = shift == 0 ? words[word] : words[word] >> shift | words[word + 1] << (32 - shift);
    u32 high = shift == 0 ? words[word + 1] : words[word + 1] >> shift | words[word + 2] << (32 - shift);
    int some = 0;
    for (u32 width = 8; width > 0; width >>= 1) {
      if ((t->widths & width) != 0) {
        u32 bucket = width == 8 ? hashOf(low, high, 8, t->bits) : hashOf(high >> (32 - 8 * width), 0, width, t->bits);
        some |= t->index[bucket] < t->index[bucket + 1];
      }
    }
    found |= (u32)some << i;
  }
  return found;
}

// The ends of a lane that are in a range, from the bits of its candidates: how many events they have, and only those with some left.
CR_OWN u32 confirm(const Texts *t, const Searched *in, const u8 *mine, u32 *found) {
  u32 count = 0;
  for (u32 left = *found; left != 0; left &= left - 1) {
    u32 bit = lowestBit(left);
    int best[2];
    u32 at = (u32)(mine + bit - in->text);
    longestTexts(t, mine + bit + 1, availableAt(in, at), best);
    u32 events = best[0] < 0 && best[1] < 0 ? 0 : countTexts(t, best);
    *found &= events == 0 ? ~(1u << bit) : 0xFFFFFFFFu;
    count = least(count + least(events, MOST_AT_ONCE), MOST_AT_ONCE);
  }
  return count;
}

// Searches a block that begins at a multiple of sixteen, sixteen bytes a lane; what is before an offset or behind another is left out.
// The tenant may change the input meanwhile: a lane writes no more than it counted. Gives where the search stands.
CR_OWN u32 searchBlock(const Texts *t, const Searched *in, const u8 *block, u32 at, u32 until, Sink *sink) {
  const u8 *mine = block + 16 * CR_LANE;
  u32 words[7] = {0, 0, 0, 0, 0, 0, 0};
  if (mine < in->text + until) {
    loadSixteen(mine, words + 2);
  }
  u32 before = CR_LANE == 0 ? 0 : CR_LANE - 1;
  words[0] = CR_FROM(words[4], before);
  words[1] = CR_FROM(words[5], before);
  if (CR_LANE == 0) {
    eightBefore(in, mine, words);
  }
  for (u32 i = 0; i < 6; i++) {
    words[i] = foldWord(words[i]);
  }
  u32 valid = 0xFFFFu;
  if (mine < in->text + at) {
    u64 apart = (u64)(in->text + at - mine);
    valid = apart >= 16 ? 0u : valid << apart & 0xFFFFu;
  }
  if (mine + 16 > in->text + until) {
    u64 left = mine < in->text + until ? (u64)(in->text + until - mine) : 0;
    valid &= (1u << left) - 1;
  }
  u32 found = valid == 0 ? 0u : candidates(t, words) & valid;
  u32 count = found == 0 ? 0u : confirm(t, in, mine, &found);
  if (!anyLane(count != 0)) {
    return until;
  }
  u32 total;
  u32 mineAt = sumBefore(count, &total);
  if (!anyLane(count == MOST_AT_ONCE) && total <= sink->capacity - sink->events) {
    Sink part = {sink->output + 2 * ((u64)sink->events + mineAt), count, 0, 0, 1};
    for (; found != 0; found &= found - 1) {
      u32 end = (u32)(mine + lowestBit(found) - in->text);
      searchAlone(t, in, end, end + 1, &part);
    }
    sink->events += total;
    return until;
  }
  u32 stood = at;
  if (CR_LANE == 0) {
    stood = searchAlone(t, in, at, until, sink);
  }
  sink->events = CR_FIRST(sink->events);
  return CR_FIRST(stood);
}

// Searches from where the scan stands, at most so many bytes; gives 0 or CONTINUE. All lanes.
CR_OWN int searchTexts(Frame *f, const Texts *t, Scan *s) {
  u32 bytes = s->bytes;
  u32 consumed = s->consumed;
  int flags = s->flags & ~SCAN_FIRST;
  Searched in = {s->input, s->row};
  Sink sink = {s->output, s->capacity, s->events, 0, 1};
  u32 until = bytes - consumed > f->l->sliceBytes ? consumed + f->l->sliceBytes : bytes;
  int stopped = 0;
  while (!stopped && consumed < until) {
    const u8 *block = (const u8 *)((u64)(in.text + consumed) & ~15ull);
    u32 stop = (u32)least64((u64)(block + 16 * CR_LANES - in.text), until);
    consumed = searchBlock(t, &in, block, consumed, stop, &sink);
    stopped = consumed < stop;
  }
  if (!stopped && consumed < bytes) {
    CR_SYNC();  // all have read what is written now
    s->consumed = consumed;
    s->events = sink.events;
    s->flags = flags;
    return OUTCOME_CONTINUE;
  }
  f->r0 = (int)least(in.history + least(consumed, (u32)LITERAL_LONGEST), t->longest - 1);
  f->r1 = (int)consumed;
  f->r2 = (int)sink.events;
  f->r3 = stopped ? flags : flags & ~SCAN_LAST;
  return 0;
}
