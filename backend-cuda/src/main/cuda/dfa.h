// SCAN of DFA images: a table walk.
#pragma once

struct Image {
  const u8 *classes;
  const u32 *table;
  const u32 *acceptIndex;
  const u32 *acceptList;
  const u32 *endIndex;
  const u32 *endList;
  u32 acceptRow;
  u32 limit;
  u32 deadRow;
  u32 acceptWords;
  u32 endWords;
  int shift;
};

struct Sink {
  int *output;
  u32 capacity;
  u32 events;
  int bad;
};

CR_FN int isImage(const int *w, u64 length) {
  return length >= 4 * IMAGE_HEADER_WORDS && w[IMAGE_WORD_MAGIC] == IMAGE_MAGIC && w[IMAGE_WORD_VERSION] == IMAGE_VERSION
      && 4 * (u64)(u32)w[IMAGE_WORD_TOTAL] <= length;
}

// The host checked every word before it flagged the handle. What a walk would leave the image by is checked all the same.
CR_OWN int readDfa(const int *w, Image *m) {
  u64 total = (u32)w[IMAGE_WORD_TOTAL];
  u64 states = (u32)w[IMAGE_WORD_STATES];
  u64 stride = (u32)w[DFA_WORD_STRIDE];
  u64 accepting = (u32)w[DFA_WORD_FIRST_ACCEPTING];
  if (stride == 0 || stride > 256 || (stride & (stride - 1)) != 0 || states == 0 || states * stride > total || accepting > states
      || (u32)w[DFA_WORD_CLASS_MAP] + (u64)64 > total || (u32)w[DFA_WORD_TRANSITIONS] + states * stride > total
      || (u32)w[DFA_WORD_ACCEPT_INDEX] + (states - accepting) + 1 > total
      || (u32)w[DFA_WORD_END_INDEX] + states + 1 > total) {
    return FAULT_BAD_IMAGE;
  }
  const u32 *words = (const u32 *)w;
  m->classes = (const u8 *)(words + words[DFA_WORD_CLASS_MAP]);
  m->table = words + words[DFA_WORD_TRANSITIONS];
  m->acceptIndex = words + words[DFA_WORD_ACCEPT_INDEX];
  m->endIndex = words + words[DFA_WORD_END_INDEX];
  m->acceptWords = m->acceptIndex[states - accepting];
  m->endWords = m->endIndex[states];
  if (words[DFA_WORD_ACCEPT_LIST] + (u64)m->acceptWords > total || words[DFA_WORD_END_LIST] + (u64)m->endWords > total) {
    return FAULT_BAD_IMAGE;
  }
  m->acceptList = words + words[DFA_WORD_ACCEPT_LIST];
  m->endList = words + words[DFA_WORD_END_LIST];
  m->shift = CR_POPCOUNT((u32)(stride - 1));
  m->limit = (u32)(states * stride);
  m->acceptRow = (u32)(accepting * stride);
  u32 dead = words[DFA_WORD_DEAD];
  m->deadRow = dead != 0xFFFFFFFFu && dead < accepting ? dead * (u32)stride : 0xFFFFFFFFu;
  u32 widest = 0;
  for (int i = 0; i < 256; i++) {
    widest = widest > m->classes[i] ? widest : m->classes[i];
  }
  return widest < stride ? 0 : FAULT_BAD_IMAGE;
}

// All events of one place or none; 0 if they do not fit or the index is wrong.
CR_OWN int report(Sink *sink, const u32 *index, const u32 *list, u32 listWords, u32 end) {
  u32 from = index[0];
  u32 to = index[1];
  if (from > to || to > listWords) {
    sink->bad = 1;
    return 0;
  }
  if (to - from > sink->capacity - sink->events) {
    return 0;
  }
  int *event = sink->output + 2 * (u64)sink->events;
  for (u32 i = from; i < to; i++) {
    event[0] = (int)(list[i] >> 1);
    event[1] = (int)(end - (list[i] & 1));
    event += 2;
  }
  sink->events += to - from;
  return 1;
}

// Walks from where the scan stands, at most so many bytes; gives 0, CONTINUE or a fault.
CR_OWN int walk(Frame *f, const Image *m, Scan *s) {
  u32 bytes = s->bytes;
  u32 row = s->row;
  u32 consumed = s->consumed;
  int flags = s->flags;
  Sink sink = {s->output, s->capacity, s->events, 0};
  int stopped = 0;
  if ((flags & SCAN_FIRST) != 0) {
    if (row >= m->acceptRow
        && !report(&sink, m->acceptIndex + ((row - m->acceptRow) >> m->shift), m->acceptList, m->acceptWords, 0)) {
      stopped = 1;
    } else {
      flags &= ~SCAN_FIRST;
    }
  }
  u32 until = bytes - consumed > f->l->sliceBytes ? consumed + f->l->sliceBytes : bytes;
  const u8 *text = s->input;
  const u32 accept = m->acceptRow;
  while (!stopped && consumed < until) {
    if (row == m->deadRow) {
      consumed = bytes;
      break;
    }
    u32 stop = until - consumed > DEAD_CHECK_BYTES ? consumed + DEAD_CHECK_BYTES : until;
    while (consumed < stop) {
      u32 next = m->table[row + m->classes[text[consumed]]];
      if (next >= accept) {
        if (next >= m->limit) {
          return FAULT_BAD_IMAGE;
        }
        if (!report(&sink, m->acceptIndex + ((next - accept) >> m->shift), m->acceptList, m->acceptWords, consumed + 1)) {
          stopped = 1;
          break;
        }
      }
      row = next;
      consumed++;
    }
  }
  if (sink.bad) {
    return FAULT_BAD_IMAGE;
  }
  if (!stopped && consumed < bytes) {
    s->row = row;
    s->consumed = consumed;
    s->events = sink.events;
    s->flags = flags;
    return OUTCOME_CONTINUE;
  }
  if (!stopped && (flags & SCAN_LAST) != 0 && report(&sink, m->endIndex + (row >> m->shift), m->endList, m->endWords, bytes)) {
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
