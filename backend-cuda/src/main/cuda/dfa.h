// SCAN of DFA images: a table walk, of all lanes of a warp at different places. A table of few entries is brought near first, in half the
// size: entries are rows, so that 16 bits hold them.
#pragma once

// Parts of lanes are not shorter, and are started from what so many bytes before them say.
#define LEAST_PART_BYTES 64u
#define WARM_UP_BYTES 64u

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
  u32 startRow;
  u32 acceptWords;
  u32 endWords;
  int shift;
};

struct Sink {
  int *output;
  u32 capacity;
  u32 events;
  int bad;
  int writes;  // of the lanes that count the same events one writes them
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
  u32 start = words[IMAGE_WORD_START];
  m->startRow = start < states ? start * (u32)stride : 0;
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
  if (sink->writes) {
    int *event = sink->output + 2 * (u64)sink->events;
    for (u32 i = from; i < to; i++) {
      event[0] = (int)(list[i] >> 1);
      event[1] = (int)(end - (list[i] & 1));
      event += 2;
    }
  }
  sink->events += to - from;
  return 1;
}

// One lane's walk: where it is, and whether it cannot go on.
struct Stroll {
  u32 row;
  u32 consumed;
  int stopped;
};

// A byte; 0 if the walk stops before it.
template <typename Entry>
CR_FN int step(const Image *m, const Entry *table, u32 value, Stroll *w, Sink *sink) {
  u32 next = table[w->row + value];
  if (next >= m->acceptRow) {
    if (next >= m->limit) {
      sink->bad = 1;
      return 0;
    }
    if (!report(sink, m->acceptIndex + ((next - m->acceptRow) >> m->shift), m->acceptList, m->acceptWords, w->consumed + 1)) {
      return 0;
    }
  }
  w->row = next;
  w->consumed++;
  return 1;
}

// Walks until an offset, or stops.
template <typename Entry>
CR_OWN void stroll(const Image *m, const Entry *table, const u8 *classes, const u8 *text, u32 until, Stroll *w, Sink *sink) {
  int goes = 1;
  while (goes && w->consumed < until) {
    const u8 *at = text + w->consumed;
    if (((u64)at & 15) != 0 || until - w->consumed < 16) {
      goes = step(m, table, classes[*at], w, sink);
      continue;
    }
    u32 words[4];
    loadSixteen(at, words);
    for (u32 i = 0; goes && i < 16; i++) {
      goes = step(m, table, classes[words[i / 4] >> 8 * (i % 4) & 0xFF], w, sink);
    }
  }
  w->stopped = !goes;
}

// Without reporting; a way out of the table ends it.
template <typename Entry>
CR_OWN u32 warmUp(const Image *m, const Entry *table, const u8 *classes, const u8 *text, u32 from, u32 to, u32 row) {
  for (u32 at = from; at < to && row < m->limit; at++) {
    row = table[row + classes[text[at]]];
  }
  return row < m->limit ? row : 0;
}

// Walks from where all lanes stand to an offset, a part each. Every part but the first starts from a guess: the row after the bytes
// before it, walked from the start state; most automata forget their past within a few bytes. While the row before a part is not
// the one that it started from, it is walked again: at most as often as there are parts, and what is told then is what one lane would tell.
// First the events are counted, which says where each part's stand, then those parts are walked once more that have some. The tenant
// may change the input meanwhile: a part writes no more than it counted.
template <typename Entry>
CR_OWN void walkParts(const Image *m, const Entry *table, const u8 *classes, const u8 *text, u32 until, Stroll *w, Sink *sink) {
  u32 lane = CR_LANE;
  u32 from = w->consumed;
  u32 lead = least((u32)(0 - (u64)(text + from)) & 15, until - from);
  u32 part = ((until - from - lead + CR_LANES - 1) / CR_LANES + 15) & ~15u;
  part = part < LEAST_PART_BYTES ? LEAST_PART_BYTES : part;
  u32 first = lane == 0 ? from : from + least(lead + lane * part, until - from);
  u32 last = from + least(lead + (lane + 1) * part, until - from);
  u32 row = w->row;
  u32 parts = (u32)CR_POPCOUNT(CR_BALLOT(first < last));
  if (lane != 0 && first < last) {
    u32 back = least(WARM_UP_BYTES, first - from);
    row = warmUp(m, table, classes, text, first - back, first, back < WARM_UP_BYTES ? w->row : m->startRow);
  }
  Stroll mine;
  Sink counted;
  int again = 1;
  do {
    if (again) {
      mine = {row, first, 0};
      counted = {0, MOST_AT_ONCE, 0, 0, 0};
      stroll(m, table, classes, text, last, &mine, &counted);
    }
    u32 before = CR_FROM(mine.row, lane == 0 ? 0 : lane - 1);
    again = lane != 0 && first < last && before != row;
    row = again ? before : row;
  } while (anyLane(again));
  u32 total;
  u32 at = sumBefore(counted.events, &total);
  if (!anyLane(mine.stopped) && total <= sink->capacity - sink->events) {
    if (counted.events != 0) {
      Stroll once = {row, first, 0};
      Sink part = {sink->output + 2 * ((u64)sink->events + at), counted.events, 0, 0, 1};
      stroll(m, table, classes, text, last, &once, &part);
    }
    w->row = CR_FROM(mine.row, parts - 1);
    w->consumed = until;
    sink->events += total;
  } else {
    // The walk stops somewhere in here: one lane finds out where.
    if (lane == 0) {
      stroll(m, table, classes, text, until, w, sink);
    }
    w->row = CR_FIRST(w->row);
    w->consumed = CR_FIRST(w->consumed);
    w->stopped = (int)CR_FIRST((u32)w->stopped);
    sink->events = CR_FIRST(sink->events);
    sink->bad = (int)CR_FIRST((u32)sink->bad);
  }
}

// Brings a table near. An entry that leads out of the table does so here, too. All lanes; the meeting is what makes the entries of one
// seen by the others, which no stand-in can show.
CR_FN void bringNear(const Image *m, u16 *near) {
  for (u32 i = CR_LANE; i < m->limit; i += CR_LANES) {
    near[i] = (u16)least(m->table[i], 0xFFFFu);
  }
  CR_SYNC();
}

// Walks from where the scan stands, at most so many bytes; gives 0, CONTINUE or a fault. All lanes.
CR_OWN int walk(Frame *f, const Image *m, Scan *s) {
  u32 bytes = s->bytes;
  int flags = s->flags;
  Stroll w = {s->row, s->consumed, 0};
  Sink sink = {s->output, s->capacity, s->events, 0, CR_LANE == 0};
  CR_NEAR(classes, 256);
  for (u32 i = CR_LANE; i < 256; i += CR_LANES) {
    classes[i] = m->classes[i];
  }
  CR_SYNC();
  if ((flags & SCAN_FIRST) != 0) {
    if (w.row >= m->acceptRow
        && !report(&sink, m->acceptIndex + ((w.row - m->acceptRow) >> m->shift), m->acceptList, m->acceptWords, 0)) {
      w.stopped = 1;
    } else {
      flags &= ~SCAN_FIRST;
    }
  }
  u32 until = bytes - w.consumed > f->l->sliceBytes ? w.consumed + f->l->sliceBytes : bytes;
  if (!w.stopped && w.consumed < until && w.row != m->deadRow) {
    // A byte looks up one entry: a walk of fewer bytes than entries is not worth the copy.
    if (m->limit <= NEAR_ENTRIES && until - w.consumed >= m->limit) {
      CR_NEAR(near, 2 * NEAR_ENTRIES);
      bringNear(m, (u16 *)near);
      walkParts(m, (const u16 *)near, classes, s->input, until, &w, &sink);
    } else {
      walkParts(m, m->table, classes, s->input, until, &w, &sink);
    }
  }
  if (sink.bad) {
    return FAULT_BAD_IMAGE;
  }
  if (!w.stopped && w.row == m->deadRow) {
    w.consumed = bytes;
  }
  if (!w.stopped && w.consumed < bytes) {
    CR_SYNC();  // all have read what is written now
    s->row = w.row;
    s->consumed = w.consumed;
    s->events = sink.events;
    s->flags = flags;
    return OUTCOME_CONTINUE;
  }
  if (!w.stopped && (flags & SCAN_LAST) != 0
      && report(&sink, m->endIndex + (w.row >> m->shift), m->endList, m->endWords, bytes)) {
    flags &= ~SCAN_LAST;
  }
  if (sink.bad) {
    return FAULT_BAD_IMAGE;
  }
  f->r0 = (int)(w.row >> m->shift);
  f->r1 = (int)w.consumed;
  f->r2 = (int)sink.events;
  f->r3 = flags;
  return 0;
}
