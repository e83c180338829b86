// SCAN: one lane checks the image, the arguments and the ranges; then all lanes walk as the image's kind wants.
#pragma once

// Begins, or goes on where it was cut. All lanes.
CR_OWN int resumeScan(Frame *f, Scan *s) {
#ifdef CR_CUSTOM
  if (s->kind >= KIND_CUSTOM_FIRST) {
    return custom(f, s);
  }
#endif
  if (s->kind != KIND_SCAN) {
    return resumeWorklist(f, s);
  }
  switch (s->image[IMAGE_WORD_KIND]) {
    case IMAGE_KIND_LITERALS: {
      Texts t;
      int fault = readTexts(s->image, &t);
      return fault != 0 ? fault : searchTexts(f, &t, s);
    }
    case IMAGE_KIND_NFA: {
      Nfa n;
      int fault = readNfa(s->image, &n);
      return fault != 0 ? fault : walkSets(f, &n, s);
    }
    default: {
      Image m;
      int fault = readDfa(s->image, &m);
      return fault != 0 ? fault : walk(f, &m, s);
    }
  }
}

// What a slot asks for, checked and ready to begin. One lane.
CR_OWN int scan(Frame *f, int imageHandle, Scan *s) {
  Held image;
  int fault = resolve(f, imageHandle, &image);
  if (fault != 0) {
    return fault;
  }
  if ((image.flags & HANDLE_IMAGE) == 0 || !isImage(image.at, image.length)) {
    return FAULT_BAD_IMAGE;
  }
  Image m;
  Nfa n;
  Texts t;
  int kind = image.at[IMAGE_WORD_KIND];
  fault = kind == IMAGE_KIND_LITERALS ? readTexts(image.at, &t)
      : kind == IMAGE_KIND_NFA        ? readNfa(image.at, &n)
      : kind == IMAGE_KIND_DFA        ? readDfa(image.at, &m)
                                      : FAULT_BAD_IMAGE;
  if (fault != 0) {
    return fault;
  }
  u32 state = (u32)argument(f, 3);
  int flags = argument(f, 7);
  u64 outputOffset = (u32)argument(f, 5);
  u64 inputOffset = (u32)argument(f, 1);
  int admitted = kind == IMAGE_KIND_LITERALS ? state < t.longest && state <= inputOffset
      : kind == IMAGE_KIND_NFA               ? state == 0 && admitsStates(f, &n, flags)
                                             : state < (m.limit >> m.shift);
  if (!admitted || (flags & ~(SCAN_FIRST | SCAN_LAST)) != 0 || outputOffset % 8 != 0) {
    return FAULT_BAD_ARGUMENT;
  }
  Held input, output;
  u64 bytes = (u32)argument(f, 2);
  fault = resolve(f, argument(f, 0), &input);
  if (fault != 0) {
    return fault;
  }
  if (!holds(&input, inputOffset, bytes)) {
    return FAULT_HANDLE_BOUNDS;
  }
  u64 capacity = (u32)argument(f, 6);
  fault = resolveForWrite(f, argument(f, 4), &output);
  if (fault != 0) {
    return fault;
  }
  if (!holds(&output, outputOffset, capacity * 8)) {
    return FAULT_HANDLE_BOUNDS;
  }
  s->row = kind == IMAGE_KIND_DFA ? state << m.shift : state;
  if (kind == IMAGE_KIND_NFA) {
    fault = resolveStates(f, &n, flags, &s->states);
    if (fault != 0) {
      return fault;
    }
  }
  s->kind = KIND_SCAN;
  s->flags = flags;
  s->image = image.at;
  s->input = (const u8 *)input.at + inputOffset;
  s->output = output.at + outputOffset / 4;
  s->bytes = (u32)bytes;
  s->capacity = (u32)capacity;
  s->consumed = 0;
  s->events = 0;
  return OUTCOME_CONTINUE;
}
