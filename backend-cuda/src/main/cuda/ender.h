// The ender: the one warp that tells the host of ends. Workers write results and status, then an ending in the device's memory; the
// ender counts them and writes the completion entries, many at a time. It is the only writer of those words, so that no atomic goes
// over the bus, and it copes with many ends for one wait on the host's memory.
#pragma once

// Writes the entries of what has ended, at most one for each lane; gives how many.
CR_FN u32 tellEnds(const Launch *l, Shared *s) {
  u32 lane = CR_LANE;
  u32 number = s->endHead + lane;
  Ending *ending = endings(l) + (number & (l->completions - 1));
  u32 ready = CR_BALLOT(loadDeviceAcquire(&ending->sequence) == lapMark(number, l->completions));
  u32 count = ready == 0xFFFFFFFFu ? 32 : lowestBit(~ready);
  if (count == 0) {
    return 0;
  }
  Counts *row = 0;
  u32 id = 0;
  if (lane < count) {
    id = ending->tenant & TENANT_ID_MASK;
    if (id < l->tenantRows) {
      row = counts(l) + id;
      u32 status = ending->ending & 0xFF;
      addDevice(status == STATUS_DONE ? &row->done : status == STATUS_FAULT ? &row->faulted : &row->handed, 1);
    }
  }
  CR_SYNC();
  if (row != 0) {
    u8 *at = l->control + l->countRowsAt + (u64)id * COUNT_ROW_BYTES;
    storeSystem(at + COUNT_DONE, loadDevice(&row->done));
    storeSystem(at + COUNT_FAULTED, loadDevice(&row->faulted));
    storeSystem(at + COUNT_HANDED, loadDevice(&row->handed));
  }
  u32 position = s->completionTail + lane;
  if (lane == 0) {
    storeSystem(l->control + l->deviceLineAt + COMPLETION_TAIL_AT, position + count);
  }
  CR_SYNC();
  if (lane < count) {
    int *entry = l->completion + (u64)(position & (l->completions - 1)) * COMPLETION_WORDS;
    storeSystem(entry + COMPLETION_SLOT, ending->slot);
    storeSystem(entry + COMPLETION_TENANT, ending->tenant);
    storeSystem(entry + COMPLETION_ENDING, ending->ending);
    for (int i = 0; i < 4; i++) {
      storeSystem(entry + COMPLETION_RESULT + i, (u32)ending->results[i]);
    }
    storeSystemRelease(entry + COMPLETION_SEQUENCE, position + 1);
  }
  CR_SYNC();
  if (lane == 0) {
    s->endHead += count;
    s->completionTail += count;
  }
  CR_SYNC();
  return count;
}

CR_FN void end(const Launch *l) {
  Shared *s = shared(l);
  u32 pause = 0;
  while (true) {
    // Looked at before the endings: whoever left wrote its last one before.
    u32 over = 0;
    if (CR_LANE == 0) {
      over = loadDeviceAcquire(&s->left) == l->launch * l->workers;
    }
    over = CR_FIRST(over);
    if (tellEnds(l, s) != 0) {
      pause = 0;
    } else if (over != 0) {
      break;
    } else {
      pause = pause == 0 ? 32 : least(2 * pause, WORKER_PAUSE_NANOS);
      pauseNanos(pause);
    }
  }
}
