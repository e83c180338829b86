// machine.h made of threads. With one lane a thread is a warp; with more, a warp is that many threads which meet at a barrier wherever the
// lanes of a warp exchange something. It shows what the kernel does, not how a GPU does it: this processor orders memory more strictly.
#pragma once
#define CR_STAND_IN 1
#include <pthread.h>
#include <sched.h>
#include <stddef.h>
#include <time.h>

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef long long i64;

#define CR_FN static
#define CR_OWN static __attribute__((noinline))
#define CR_KERNEL extern "C"
#define CR_POPCOUNT(x) __builtin_popcount(x)

#ifndef CR_STAND_IN_LANES
#define CR_STAND_IN_LANES 1u
#endif

struct StandInWarp {
  u32 number;
  u32 said[CR_STAND_IN_LANES];
  pthread_barrier_t barrier;
};

static thread_local StandInWarp *standInWarp;
static thread_local u32 standInLane;

CR_FN void meetLanes() {
  if (CR_STAND_IN_LANES > 1) {
    pthread_barrier_wait(&standInWarp->barrier);
  }
}

CR_FN u32 firstOfLanes(u32 x) {
  standInWarp->said[standInLane] = x;
  meetLanes();
  u32 first = standInWarp->said[0];
  meetLanes();
  return first;
}

CR_FN u32 ballotOfLanes(bool x) {
  standInWarp->said[standInLane] = x;
  meetLanes();
  u32 all = 0;
  for (u32 lane = 0; lane < CR_STAND_IN_LANES; lane++) {
    all |= standInWarp->said[lane] << lane;
  }
  meetLanes();
  return all;
}

#define CR_LANES CR_STAND_IN_LANES
#define CR_LANE standInLane
#define CR_WARP (standInWarp->number)
#define CR_SYNC() meetLanes()
#define CR_FIRST(x) firstOfLanes(x)
#define CR_BALLOT(x) ballotOfLanes(x)

CR_FN u32 loadSystem(const void *p) { return __atomic_load_n((const u32 *)p, __ATOMIC_RELAXED); }
CR_FN u32 loadSystemAcquire(const void *p) { return __atomic_load_n((const u32 *)p, __ATOMIC_ACQUIRE); }
CR_FN void storeSystem(void *p, u32 v) { __atomic_store_n((u32 *)p, v, __ATOMIC_RELAXED); }
CR_FN void storeSystemRelease(void *p, u32 v) { __atomic_store_n((u32 *)p, v, __ATOMIC_RELEASE); }
CR_FN u32 addSystem(void *p, u32 v) { return __atomic_fetch_add((u32 *)p, v, __ATOMIC_ACQ_REL); }
CR_FN u32 swapSystem(void *p, u32 expected, u32 v) {
  __atomic_compare_exchange_n((u32 *)p, &expected, v, false, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE);
  return expected;
}
CR_FN u64 loadPairSystemAcquire(const void *p) { return __atomic_load_n((const u64 *)p, __ATOMIC_ACQUIRE); }
CR_FN void fenceSystem() { __atomic_thread_fence(__ATOMIC_SEQ_CST); }

CR_FN u32 loadDevice(const void *p) { return loadSystem(p); }
CR_FN u32 loadDeviceAcquire(const void *p) { return loadSystemAcquire(p); }
CR_FN void storeDeviceRelease(void *p, u32 v) { storeSystemRelease(p, v); }
CR_FN u32 addDevice(void *p, u32 v) { return addSystem(p, v); }

// Threads outnumber processors here: who waits gives its turn away, and sleeps when it has waited for long.
static thread_local u32 standInWaits;
CR_FN void pauseNanos(u32 nanos) {
  standInWaits = nanos <= 32 ? 0 : standInWaits + 1;
  if (standInWaits < 32) {
    sched_yield();
  } else {
    timespec pause = {0, 50000};
    nanosleep(&pause, 0);
  }
}

CR_FN u64 nanoTime() {
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (u64)now.tv_sec * 1000000000u + (u64)now.tv_nsec;
}
