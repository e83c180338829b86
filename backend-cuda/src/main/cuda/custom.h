// What the source of a custom op sees: the slot, memory by its handles, the other lanes. All lanes of a warp run the op, which is
//
//   __device__ int NAME(CustomOp &op)
//
// and gives 0, or a word that says why it failed. The fields are nobody's business but this file's. Memory is reached through views,
// which look at every index: what is outside is read as 0 and not written, and the op ends in a fault.
#pragma once
#ifdef CR_CUSTOM

// Memory behind a handle. Copies of a view are this lane's, as is what it remembers of indices outside.
struct CustomView {
  u8 *at;
  u64 length;
  int writable;
  int *fault;

  CR_MEMBER u64 bytes() const { return length; }
  CR_MEMBER u64 words() const { return length / 4; }
  CR_MEMBER u8 byteAt(u64 index) const { return reaches(index, 1) ? at[index] : (u8)0; }
  CR_MEMBER u32 wordAt(u64 index) const { return reachesWord(index) ? ((u32 *)at)[index] : 0u; }
  CR_MEMBER void setByte(u64 index, u8 value) const {
    if (reaches(index, 1) && writes()) {
      at[index] = value;
    }
  }
  CR_MEMBER void setWord(u64 index, u32 value) const {
    if (reachesWord(index) && writes()) {
      ((u32 *)at)[index] = value;
    }
  }
  // Gives the word before; one after the other among all lanes and slots.
  CR_MEMBER u32 addWord(u64 index, u32 value) const {
    return reachesWord(index) && writes() ? addDevice((u32 *)at + index, value) : 0u;
  }

  CR_MEMBER int reaches(u64 index, u64 bytes) const {
    if (index <= length && bytes <= length - index) {
      return 1;
    }
    return fails(FAULT_HANDLE_BOUNDS);
  }
  CR_MEMBER int reachesWord(u64 index) const { return index < length / 4 ? 1 : fails(FAULT_HANDLE_BOUNDS); }
  CR_MEMBER int writes() const { return writable ? 1 : fails(FAULT_HANDLE_READ_ONLY); }
  CR_MEMBER int fails(int why) const {
    *fault = *fault == 0 ? why : *fault;
    return 0;
  }
};

struct CustomOp {
  Frame *f;
  u32 *observable;
  u32 observableWords;
  int fault;  // the first of this lane

  // The slot: twelve words, and four that are told with its end, lane 0's.
  CR_MEMBER u32 argument(u32 index) const { return index < SLOT_ARGUMENTS ? (u32)f->arguments[index] : 0u; }
  CR_MEMBER void result(u32 index, u32 value) {
    if (index > 3) {
      fails(FAULT_INDEX_OUT_OF_BOUNDS);
      return;
    }
    int *results[4] = {&f->r0, &f->r1, &f->r2, &f->r3};
    *results[index] = (int)value;
  }

  // The tenant's observable words, in the host's memory.
  CR_MEMBER u32 observables() const { return observableWords; }
  CR_MEMBER u32 observableAt(u32 index) { return observes(index) ? loadSystemAcquire(observable + index) : 0u; }
  CR_MEMBER void setObservable(u32 index, u32 value) {
    if (observes(index)) {
      storeSystemRelease(observable + index, value);
    }
  }
  CR_MEMBER u32 addObservable(u32 index, u32 value) { return observes(index) ? addSystem(observable + index, value) : 0u; }

  // Lanes. What follows is a meeting: all lanes call it at the same place, or the warp hangs. So no word that a tenant may change while the
  // op runs may decide whether it is called.
  CR_MEMBER u32 lane() const { return CR_LANE; }
  CR_MEMBER u32 lanes() const { return CR_LANES; }
  CR_MEMBER void meet() const { CR_SYNC(); }
  CR_MEMBER u32 ofLane(u32 value, u32 lane) const { return CR_FROM(value, lane % CR_LANES); }
  CR_MEMBER int any(int value) const { return anyLane(value != 0); }
  CR_MEMBER u32 sum(u32 value) const {
    u32 total;
    sumBefore(value, &total);
    return total;
  }
  // What the lanes before this one have together.
  CR_MEMBER u32 before(u32 value) const {
    u32 total;
    return sumBefore(value, &total);
  }
  // True once the host wants the kernel to end at once: whoever runs for long asks now and then, and leaves.
  CR_MEMBER int isAbandoned() const {
    u32 gone = 0;
    if (CR_LANE == 0) {
      gone = loadSystem(f->l->line + LINE_ABANDON) != 0;
    }
    return (int)CR_FIRST(gone);
  }
  // A handle of the tenant's, or one that is everybody's, to read or to write. One that is not is a view of nothing, and the op ends in the fault.
  // A meeting too: one lane looks, so that all see the same.
  CR_MEMBER CustomView reads(u32 handle) { return view(handle, 0); }
  CR_MEMBER CustomView writes(u32 handle) { return view(handle, 1); }

  CR_MEMBER CustomView view(u32 handle, int writable) {
    Held held = {0, 0, 0};
    u32 refused = 0;
    if (CR_LANE == 0) {
      refused = (u32)(writable ? resolveForWrite(f, (int)handle, &held) : resolve(f, (int)handle, &held));
    }
    refused = CR_FIRST(refused);
    u64 at = (u64)held.at;
    at = (u64)CR_FIRST((u32)(at >> 32)) << 32 | CR_FIRST((u32)at);
    u64 length = (u64)CR_FIRST((u32)(held.length >> 32)) << 32 | CR_FIRST((u32)held.length);
    if (refused != 0) {
      fails((int)refused);
    }
    CustomView found = {(u8 *)at, refused != 0 ? 0 : length, writable, &fault};
    return found;
  }
  CR_MEMBER int observes(u32 index) { return index < observableWords ? 1 : fails(FAULT_INDEX_OUT_OF_BOUNDS); }
  CR_MEMBER int fails(int why) {
    fault = fault == 0 ? why : fault;
    return 0;
  }
};

// The backend writes these behind the kernel, for the sources that it was given.
CR_FN int hasCustomOp(int kind);
CR_FN int runCustomOp(int kind, CustomOp &op);

// What a slot asks for, ready to begin. One lane.
CR_FN int beginCustom(Frame *f, int kind, Scan *s) {
  s->kind = kind;
  s->output = f->observable;
  s->capacity = f->observableWords;
  return OUTCOME_CONTINUE;
}

// All lanes. The op faults if one lane does: of several faults with the least, what an op gives itself being the last.
CR_OWN int custom(Frame *f, Scan *s) {
  CustomOp op = {f, (u32 *)s->output, s->capacity, 0};
  u32 said = (u32)runCustomOp(s->kind, op);
  CR_SYNC();
  u32 fault = op.fault != 0 ? (u32)op.fault : said != 0 ? (u32)FAULT_OP_FAILED : 0xFFFFFFFFu;
  fault = leastOfLanes(fault);
  if (fault == 0xFFFFFFFFu) {
    return 0;
  }
  u32 who = lowestBit(CR_BALLOT(said != 0));
  said = CR_FROM(said, who % CR_LANES);
  f->r0 = fault == FAULT_OP_FAILED ? (int)said : 0;
  f->r1 = 0;
  f->r2 = 0;
  f->r3 = 0;
  return (int)fault;
}

#endif
