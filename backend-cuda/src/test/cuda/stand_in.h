// machine.h made of threads: one thread is a warp of one lane, memory of every scope is the process's. It shows what the kernel does,
// not how a GPU does it: no two lanes run together, and this processor orders memory more strictly than a GPU.
#pragma once
#define CR_STAND_IN 1
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

static thread_local u32 standInWarp;

#define CR_LANES 1u
#define CR_LANE 0u
#define CR_WARP standInWarp
#define CR_SYNC() ((void)0)
#define CR_FIRST(x) (x)
#define CR_BALLOT(x) ((x) ? 1u : 0u)

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
