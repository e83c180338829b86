// A worker: asks for a slot by a ticket, executes it, says how it ended. What it cannot end at once it keeps in its job: fences whose
// batches are under way, and, where launches are slices, a scan that was cut.
#pragma once

// Why a worker's turn ended.
#define TURN_IDLE 0
#define TURN_BUSY 1
#define TURN_LEAVE 2
#define TURN_WORK 3

CR_FN int abandoned(const Launch *l) { return loadSystem(l->line + LINE_ABANDON) != 0; }

// Releases the status, the results being written, then leaves the ending to the ender.
CR_OWN void endSlot(const Launch *l, u32 slot, u32 tenant, u32 level, u32 position, int outcome, const Frame *f) {
  u32 status = outcome == 0 ? STATUS_DONE : outcome == OUTCOME_HANDED ? STATUS_WAIT_IO : STATUS_FAULT;
  storeSystemRelease(slotAt(l, slot) + SLOT_STATUS, status);
  u32 number = addDevice(&shared(l)->endTail, 1);
  Ending *ending = endings(l) + (number & (l->completions - 1));
  u32 lap = position / capacityOf(l, level) & 0xFFFF;
  ending->slot = slot;
  ending->tenant = tenant;
  ending->ending = status | (u32)(outcome > 0 ? outcome : 0) << 8 | lap << 16;
  ending->results[0] = f->r0;
  ending->results[1] = f->r1;
  ending->results[2] = f->r2;
  ending->results[3] = f->r3;
  storeDeviceRelease(&ending->sequence, lapMark(number, l->completions));
}

// Of the nearest so many predecessors, how many are left from the oldest that has not ended on.
CR_OWN u32 stillWaitingFor(const Launch *l, u32 level, u32 position, u32 count) {
  u32 left = count;
  while (left != 0) {
    u32 status = loadSystemAcquire(slotAt(l, slotOf(l, level, position - left)) + SLOT_STATUS);
    if (status != STATUS_EMPTY && status != STATUS_DONE && status != STATUS_FAULT) {
      break;
    }
    left--;
  }
  return left;
}

CR_FN void fenceResults(Frame *f, u32 count, u32 tag) {
  f->r0 = (int)count;
  f->r1 = (int)tag;
  f->r2 = 0;
  f->r3 = 0;
}

// A fence waits only for positions before its own, which were claimed before it: of all that was claimed at a level and has not ended
// the first can always end, so fences never wait in a circle. Gives 0, FENCE_MALFORMED, or FENCE if it was put aside.
CR_FN int fence(const Launch *l, Job *job, Frame *f) {
  u32 count = (u32)job->words[SLOT_ARGUMENT];
  u32 tag = (u32)job->words[SLOT_ARGUMENT + 1];
  int beforeTheBeginning = count > job->position && (loadDevice(&shared(l)->wrapped) >> job->level & 1) == 0;
  if (count >= capacityOf(l, job->level) || beforeTheBeginning) {
    return FAULT_FENCE_MALFORMED;
  }
  u32 left = stillWaitingFor(l, job->level, job->position, count);
  if (left == 0) {
    fenceResults(f, count, tag);
    return 0;
  }
  Fence *kept = job->fence + job->fences++;
  kept->slot = job->slot;
  kept->tenant = (u32)job->words[SLOT_TENANT];
  kept->level = job->level;
  kept->position = job->position;
  kept->remaining = left;
  kept->count = count;
  kept->tag = tag;
  return OUTCOME_FENCE;
}

// Ends the fences that can end; gives how many did.
CR_FN u32 endFences(const Launch *l, Job *job) {
  u32 kept = 0;
  u32 fences = job->fences;
  for (u32 i = 0; i < fences; i++) {
    Fence fence = job->fence[i];
    fence.remaining = stillWaitingFor(l, fence.level, fence.position, fence.remaining);
    if (fence.remaining == 0) {
      Frame f;
      fenceResults(&f, fence.count, fence.tag);
      endSlot(l, fence.slot, fence.tenant, fence.level, fence.position, 0, &f);
    } else {
      job->fence[kept++] = fence;
    }
  }
  job->fences = kept;
  return fences - kept;
}

// What follows from how a slot ended or was put aside. One lane.
CR_OWN int conclude(const Launch *l, Job *job, Frame *f, int outcome) {
  job->active = 0;
  if (outcome == OUTCOME_FENCE) {
    outcome = fence(l, job, f);
    if (outcome == OUTCOME_FENCE) {
      return TURN_BUSY;
    }
  }
  if (outcome == OUTCOME_SHUTDOWN) {
    storeDeviceRelease(&shared(l)->shutdown, 1);
    outcome = 0;
  }
  endSlot(l, job->slot, (u32)job->words[SLOT_TENANT], job->level, job->position, outcome, f);
  return TURN_BUSY;
}

// True if what is under way is left for another launch, or for ever. One lane.
CR_FN int isCut(const Launch *l, Job *job, u64 began) {
  if (abandoned(l)) {
    job->active = 0;
    return 1;
  }
  return l->sliceNanos != 0 && nanoTime() - began >= l->sliceNanos;
}

// Goes on with a scan or a worklist until it ends or the slice is over. All lanes.
CR_FN int work(const Launch *l, Job *job, u64 began) {
  Frame f;
  while (true) {
    CR_SYNC();  // what one lane wrote is there for the others
    int outcome = one(l, job, &f, 1);
    CR_SYNC();  // and what the others wrote for the one that tells
    u32 did = TURN_WORK;
    if (CR_LANE == 0) {
      did = outcome != OUTCOME_CONTINUE ? conclude(l, job, &f, outcome) : isCut(l, job, began) ? TURN_LEAVE : TURN_WORK;
    }
    did = CR_FIRST(did);
    if (did != TURN_WORK) {
      return (int)did;
    }
  }
}

// Takes the mail of the ticket if it is there: then the job has a slot.
CR_FN int open(const Launch *l, Job *job) {
  Mail *mail = mails(l) + (job->ticket & (l->mails - 1));
  if (loadDeviceAcquire(&mail->sequence) != lapMark(job->ticket, l->mails)) {
    return 0;
  }
  job->level = mail->level;
  job->position = mail->position;
  job->slot = slotOf(l, job->level, job->position);
  storeDeviceRelease(&mail->sequence, 0);
  int *slot = slotAt(l, job->slot);
  for (int i = 1; i < SLOT_WORDS; i++) {
    job->words[i] = (int)loadSystem(slot + i);
  }
  storeSystem(slot + SLOT_STATUS, STATUS_CLAIMED);
  job->hasTicket = 0;
  job->active = 1;
  return 1;
}

// One lane: what can be done alone is done, and TURN_WORK says that a scan is ready for all.
CR_OWN int turn(const Launch *l, Job *job) {
  if (job->active) {
    return TURN_WORK;
  }
  u32 ended = job->fences == 0 ? 0 : endFences(l, job);
  if (!job->hasTicket && job->fences < FENCES) {
    job->ticket = addDevice(&shared(l)->tickets, 1);
    job->hasTicket = 1;
  }
  // Looked at before the mail: what was given was given before.
  u32 closed = loadDeviceAcquire(&shared(l)->closed) == l->launch;
  if (job->hasTicket && open(l, job)) {
    Frame f;
    int outcome = one(l, job, &f, 0);
    return outcome == OUTCOME_CONTINUE ? TURN_WORK : conclude(l, job, &f, outcome);
  }
  if (closed && (job->fences == 0 || l->sliceNanos != 0 || abandoned(l))) {
    return TURN_LEAVE;
  }
  return ended != 0 ? TURN_BUSY : TURN_IDLE;
}

CR_FN void serve(const Launch *l, u32 number) {
  Job *job = jobs(l) + number;
  u64 began = nanoTime();
  u32 pause = 0;
  while (true) {
    u32 did = TURN_IDLE;
    if (CR_LANE == 0) {
      did = (u32)turn(l, job);
    }
    did = CR_FIRST(did);
    if (did == TURN_WORK) {
      did = (u32)work(l, job, began);
    }
    if (did == TURN_LEAVE) {
      break;
    }
    if (did == TURN_BUSY) {
      pause = 0;
    } else {
      pause = pause == 0 ? 32 : least(2 * pause, WORKER_PAUSE_NANOS);
      pauseNanos(pause);
    }
  }
  if (CR_LANE == 0) {
    addDevice(&shared(l)->left, 1);
  }
}
