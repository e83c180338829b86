// machine.h made of threads. A warp is a thread; its lanes take turns, each with a stack of its own, and change where the lanes of a warp
// exchange something: the first to the last, then the last to the first, and so on, so that what needs a meeting and has none comes
// out wrong. Lanes that do not meet at the same place end the process: a warp would hang there. It shows what the kernel does, not how a GPU does
// it: this processor orders memory more strictly.
#pragma once
#define CR_STAND_IN 1
#include <sched.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef long long i64;

#define CR_FN static
#define CR_OWN static __attribute__((noinline))
#define CR_MEMBER
#define CR_KERNEL extern "C"
#define CR_POPCOUNT(x) __builtin_popcount(x)

#ifndef CR_STAND_IN_LANES
#define CR_STAND_IN_LANES 1u
#endif

#define CR_STAND_IN_STACK 131072

struct StandInWarp {
  u32 number;
  u32 round;
  u32 said[2][CR_STAND_IN_LANES];
  int place[CR_STAND_IN_LANES];
  void *stack[CR_STAND_IN_LANES];
  void *at[CR_STAND_IN_LANES];  // where a lane goes on
  void *back;                   // where its warp goes on
  void (*kernel)(void *);
  void *argument;
};

static thread_local StandInWarp *standInWarp;
static thread_local u32 standInLane;

#if CR_STAND_IN_LANES > 1
// Keeps what a function must keep, and goes on where another one stands.
extern "C" void standInSwitch(void **from, void *to);
asm(R"(
.text
.globl standInSwitch
.hidden standInSwitch
standInSwitch:
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp, (%rdi)
  movq %rsi, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret
)");

static void standInMeet(int place) {
  StandInWarp *warp = standInWarp;
  u32 lane = standInLane;
  warp->place[lane] = place;
  standInSwitch(&warp->at[lane], warp->back);
}

#define CR_STAND_IN_ENDED (-1)

static void standInBegin() {
  standInWarp->kernel(standInWarp->argument);
  standInMeet(CR_STAND_IN_ENDED);
  abort();
}

// Runs a warp to its end.
static void standInRun(StandInWarp *warp) {
  standInWarp = warp;
  for (u32 lane = 0; lane < CR_STAND_IN_LANES; lane++) {
    warp->stack[lane] = aligned_alloc(4096, CR_STAND_IN_STACK);
    void **top = (void **)((char *)warp->stack[lane] + CR_STAND_IN_STACK) - 2;
    *top = (void *)standInBegin;
    memset(top - 6, 0, 6 * sizeof(void *));
    warp->at[lane] = top - 6;
  }
  do {
    for (u32 i = 0; i < CR_STAND_IN_LANES; i++) {
      standInLane = warp->round % 2 == 0 ? i : CR_STAND_IN_LANES - 1 - i;
      standInSwitch(&warp->back, warp->at[standInLane]);
    }
    for (u32 lane = 1; lane < CR_STAND_IN_LANES; lane++) {
      if (warp->place[lane] != warp->place[0]) {
        fprintf(stderr, "stand-in: lane 0 meets at %d, lane %u at %d\n", warp->place[0], lane, warp->place[lane]);
        abort();
      }
    }
    warp->round++;
  } while (warp->place[0] != CR_STAND_IN_ENDED);
  for (u32 lane = 0; lane < CR_STAND_IN_LANES; lane++) {
    free(warp->stack[lane]);
  }
}
#else
static void standInMeet(int) {}
static void standInRun(StandInWarp *warp) {
  standInWarp = warp;
  warp->kernel(warp->argument);
}
#endif

// What a lane said. Who said it may go on to the next meeting before others look, no further: so there are two sides.
CR_FN u32 standInAsk(u32 x, u32 lane, int place) {
  u32 side = standInWarp->round % 2;
  standInWarp->said[side][standInLane] = x;
  standInMeet(place);
  return standInWarp->said[side][lane % CR_STAND_IN_LANES];
}

CR_FN u32 standInBallot(bool x, int place) {
  u32 side = standInWarp->round % 2;
  standInWarp->said[side][standInLane] = x;
  standInMeet(place);
  u32 all = 0;
  for (u32 lane = 0; lane < CR_STAND_IN_LANES; lane++) {
    all |= standInWarp->said[side][lane] << lane;
  }
  return all;
}

#define CR_LANES CR_STAND_IN_LANES
#define CR_LANE standInLane
#define CR_WARP (standInWarp->number)
#define CR_SYNC() standInMeet(__LINE__)
#define CR_FIRST(x) standInAsk((x), 0, __LINE__)
#define CR_FROM(x, lane) standInAsk((x), (lane), __LINE__)
#define CR_BALLOT(x) standInBallot((x), __LINE__)
#define CR_NEAR(name, bytes) alignas(16) static thread_local u8 name[bytes]

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
CR_FN u32 orDevice(void *p, u32 bits) { return __atomic_fetch_or((u32 *)p, bits, __ATOMIC_RELAXED); }

CR_FN void loadSixteen(const u8 *p, u32 *words) {
  if (((u64)p & 15) != 0) {
    abort();  // as a GPU would
  }
  memcpy(words, p, 16);
}

// Threads outnumber processors here: who waits gives its turn away, and sleeps when it has waited for long.
static thread_local u32 standInWaits;
CR_FN void pauseNanos(u32 nanos) {
  if (standInLane != 0) {
    return;
  }
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
