// A worker: asks for a slot by a ticket, executes it, says how it ended. What it cannot end at once it keeps in its job: fences whose
// batches are under way, and, where launches are slices, a scan that was cut.
#pragma once

// Why a worker's turn ended.
#define TURN_IDLE 0
#define TURN_BUSY 1
#define TURN_LEAVE 2

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

// Executes the job's slot, or goes on with it, until it ends, is put aside, or the slice is over.
CR_FN int work(const Launch *l, Job *job, int resumed, u64 began) {
  Frame f;
  while (true) {
    int outcome = one(l, job, &f, resumed);
    if (outcome == OUTCOME_CONTINUE) {
      resumed = 1;
      if (abandoned(l)) {
        job->active = 0;
        return TURN_LEAVE;
      }
      if (l->sliceNanos != 0 && nanoTime() - began >= l->sliceNanos) {
        return TURN_LEAVE;
      }
      continue;
    }
    job->active = 0;
    if (outcome == OUTCOME_FENCE) {
      outcome = fence(l, job, &f);
      if (outcome == OUTCOME_FENCE) {
        return TURN_BUSY;
      }
    }
    if (outcome == OUTCOME_SHUTDOWN) {
      storeDeviceRelease(&shared(l)->shutdown, 1);
      outcome = 0;
    }
    endSlot(l, job->slot, (u32)job->words[SLOT_TENANT], job->level, job->position, outcome, &f);
    return TURN_BUSY;
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

CR_FN int turn(const Launch *l, Job *job, u64 began) {
  if (job->active) {
    return work(l, job, 1, began);
  }
  u32 ended = job->fences == 0 ? 0 : endFences(l, job);
  if (!job->hasTicket && job->fences < FENCES) {
    job->ticket = addDevice(&shared(l)->tickets, 1);
    job->hasTicket = 1;
  }
  // Looked at before the mail: what was given was given before.
  u32 closed = loadDeviceAcquire(&shared(l)->closed) == l->launch;
  if (job->hasTicket && open(l, job)) {
    return work(l, job, 0, began);
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
    int did = turn(l, job, began);
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
  addDevice(&shared(l)->left, 1);
}
