// The poller: the one warp that looks at the host's tails. It claims, counts the claims, and hands each slot to a worker that waits,
// through a mail in the device's memory. It claims only what a worker can begin at once, so that what is claimed does not queue
// behind something long, and levels are chosen at the last moment. Being alone it moves the heads by a store: a compare-and-swap
// could not fail.
#pragma once


#define NO_LEVEL 0xFFFFFFFFu

struct Claim {
  u32 level;
  u32 position;
  u32 count;
};

// The rule of levels, as the simulator's LevelChoice has it: for each level below 0 five bits count what was claimed above it since it
// was last served while it had work; the lowest level whose count stands at the bound goes first.
CR_FN u32 passedOver(u32 passed, u32 level) { return passed >> (5 * (level - 1)) & 31; }

CR_FN u32 chooseLevel(u32 passed, u32 work) {
  if (work == 0) {
    return NO_LEVEL;
  }
  for (u32 level = LEVELS - 1; level > 0; level--) {
    if ((work >> level & 1) != 0 && passedOver(passed, level) >= LOOK_BELOW_AFTER) {
      return level;
    }
  }
  return lowestBit(work);
}

// How many may be claimed at once of a level that was chosen.
CR_FN u32 allowance(u32 passed, u32 work, u32 level) {
  if (level != lowestBit(work)) {
    return 1;
  }
  u32 most = CR_LANES;
  for (u32 lower = level + 1; lower < LEVELS; lower++) {
    if ((work >> lower & 1) != 0) {
      u32 count = passedOver(passed, lower);
      most = least(most, count < LOOK_BELOW_AFTER ? LOOK_BELOW_AFTER - count : 1);
    }
  }
  return most;
}

CR_FN u32 passedAfter(u32 passed, u32 work, u32 level, u32 slots) {
  u32 next = 0;
  for (u32 other = 1; other < LEVELS; other++) {
    if (other != level && (work >> other & 1) != 0) {
      u32 count = passedOver(passed, other) + (other > level ? slots : 0);
      next |= least(count, 31) << (5 * (other - 1));
    }
  }
  return next;
}

// What lane 0 would claim next. The tails are read together, then ordered before what they cover.
CR_FN u32 seekWork(const Launch *l, Shared *s, Claim *claim, u32 most) {
  u32 work = 0;
  u32 tails[LEVELS];
  for (u32 level = 0; level < LEVELS; level++) {
    tails[level] = loadSystem(l->control + TAILS_AT + LINE_BYTES * level);
  }
  for (u32 level = 0; level < LEVELS; level++) {
    work |= (tails[level] != s->heads[level] ? 1u : 0u) << level;
  }
  claim->count = 0;
  claim->level = chooseLevel(s->passed, work);
  if (claim->level == NO_LEVEL) {
    return work;
  }
  u32 waiting = loadDevice(&s->tickets) - s->given;
  u32 head = s->heads[claim->level];
  // A host that overruns its ring is cut to the capacity.
  u32 available = least(tails[claim->level] - head, capacityOf(l, claim->level));
  claim->position = head;
  claim->count = least(least(least(available, allowance(s->passed, work, claim->level)), waiting), most);
  if (claim->count != 0) {
    fenceSystem();
  }
  return work;
}

// Counts the claims, moves the head, and hands over; every lane one slot. Gives how many.
CR_FN u32 handOver(const Launch *l, Shared *s, u32 work, Claim claim) {
  u32 lane = CR_LANE;
  Mail *mail = mails(l) + ((s->given + lane) & (l->mails - 1));
  u32 free = CR_BALLOT(lane < claim.count && loadDeviceAcquire(&mail->sequence) == 0);
  u32 count = free == 0xFFFFFFFFu ? 32 : lowestBit(~free);
  if (count == 0) {
    return 0;
  }
  Counts *row = 0;
  u32 id = 0;
  if (lane < count) {
    id = (u32)loadSystem(slotAt(l, slotOf(l, claim.level, claim.position + lane)) + SLOT_TENANT) & TENANT_ID_MASK;
    if (id < l->tenantRows) {
      row = counts(l) + id;
      addDevice(&row->claimed, 1);
    }
  }
  CR_SYNC();
  if (row != 0) {
    storeSystem(l->control + l->countRowsAt + (u64)id * COUNT_ROW_BYTES + COUNT_CLAIMED, loadDevice(&row->claimed));
  }
  if (lane == 0) {
    u32 head = claim.position + count;
    if (head < claim.position) {
      s->wrapped |= 1u << claim.level;  // before a worker can get a position beyond the wrap
    }
    s->heads[claim.level] = head;
    s->passed = passedAfter(s->passed, work, claim.level, count);
    storeSystem(l->control + l->headsAt + LINE_BYTES * claim.level, head);
  }
  CR_SYNC();
  // The claims are counted before any worker looks at the tenant's row: the host clears that row, then reads the count.
  fenceSystem();
  if (lane < count) {
    u32 ticket = s->given + lane;
    mail->level = claim.level;
    mail->position = claim.position + lane;
    storeDeviceRelease(&mail->sequence, lapMark(ticket, l->mails));
  }
  CR_SYNC();
  if (lane == 0) {
    s->given += count;
  }
  CR_SYNC();
  return count;
}

CR_FN void beat(const Launch *l, Shared *s) {
  if (CR_LANE == 0) {
    storeSystemRelease(l->control + l->deviceLineAt + HEARTBEAT_AT, ++s->heartbeat);
  }
}

// 0 while the poller goes on, else why it does not. Lane 0.
CR_FN u32 endOf(const Launch *l, Shared *s, u64 began) {
  if (loadDeviceAcquire(&s->shutdown) != 0) {
    return ENDED_BY_SHUTDOWN;
  }
  if (loadSystem(l->control + RUN_AT) == 0 || loadSystem(l->line + LINE_ABANDON) != 0) {
    return ENDED_BY_HOST;
  }
  return l->sliceNanos != 0 && nanoTime() - began >= l->sliceNanos ? ENDED_SLICE : 0;
}

CR_FN void poll(const Launch *l) {
  Shared *s = shared(l);
  u64 began = nanoTime();
  u32 claimed = 0;
  u32 pause = 0;
  u32 passes = 0;
  u32 ended = 0;
  beat(l, s);
  while (true) {
    Claim claim = {0, 0, 0};
    u32 work = 0;
    if (CR_LANE == 0) {
      ended = endOf(l, s, began);
      work = ended != 0 ? 0 : seekWork(l, s, &claim, l->maxSlots - claimed);
      // A slice ends when nothing is left to claim, or enough was claimed.
      ended = ended == 0 && l->sliceNanos != 0 && (work == 0 || claimed >= l->maxSlots) ? ENDED_SLICE : ended;
    }
    ended = CR_FIRST(ended);
    if (ended != 0) {
      break;
    }
    work = CR_FIRST(work);
    claim.level = CR_FIRST(claim.level);
    claim.position = CR_FIRST(claim.position);
    claim.count = CR_FIRST(claim.count);
    u32 given = claim.count == 0 ? 0 : handOver(l, s, work, claim);
    claimed += l->sliceNanos != 0 ? given : 0;
    if (++passes % PASSES_PER_BEAT == 0) {
      beat(l, s);
    }
    if (given != 0) {
      pause = 0;
    } else {
      pause = pause == 0 ? 32 : least(2 * pause, work != 0 ? WORKER_PAUSE_NANOS : l->idleNanos);
      pauseNanos(pause);
    }
  }
  if (CR_LANE == 0) {
    storeSystem(l->line + LINE_ENDED, ended);
    storeDeviceRelease(&s->closed, l->launch);
  }
}
