// What the kernel needs of the machine it runs on: memory of the device's scope and of the system's, lanes, pauses. nvcc takes this
// file, and so does a user's NVRTC: it needs no header of a toolkit. The stand-in for a driver that the tests build takes a header of the same
// names that is made of threads.
#pragma once

typedef unsigned char u8;
typedef unsigned short u16;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef long long i64;

#define CR_FN static __device__
// A function of its own: the kernel is one, and would hold a copy of every op for each place that calls it.
#define CR_OWN static __device__ __noinline__
#define CR_MEMBER __device__
#define CR_KERNEL extern "C" __global__
#define CR_POPCOUNT(x) __popc(x)

// Lanes of a warp. A pass of lanes takes that many things at once, so that with one lane it is a loop over one thing.
#define CR_LANES 32u
#define CR_LANE (threadIdx.x % 32u)
#define CR_WARP (blockIdx.x * (blockDim.x / 32u) + threadIdx.x / 32u)
#define CR_SYNC() __syncwarp()
#define CR_FIRST(x) __shfl_sync(0xFFFFFFFFu, (x), 0)
#define CR_FROM(x, lane) __shfl_sync(0xFFFFFFFFu, (x), (lane))
#define CR_BALLOT(x) __ballot_sync(0xFFFFFFFFu, (x))
// Bytes that a warp has to itself, close to its lanes: a multiple of 16, where sixteen begin.
#define CR_NEAR(name, bytes) \
  __shared__ __align__(16) u8 name##OfBlock[BLOCK_WARPS][bytes]; \
  u8 *name = name##OfBlock[threadIdx.x / 32u]

// Loads, stores and atomics as the memory model of PTX names them. Nothing moves across them: of those without an order that is more than
// is asked.
#define CR_LOAD(how, bits, constraint, T) \
  T v; \
  asm volatile("ld." how ".b" bits " %0, [%1];" : constraint(v) : "l"(p) : "memory"); \
  return v
#define CR_STORE(how) asm volatile("st." how ".b32 [%0], %1;" : : "l"(p), "r"(v) : "memory")
#define CR_ATOMIC(how) \
  u32 before; \
  asm volatile("atom." how " %0, [%1], %2;" : "=r"(before) : "l"(p), "r"(v) : "memory"); \
  return before

// Memory that host and device share. The host's and the device's atomics on one word are not atomic to each other over PCIe, so
// that no word has writers on both sides; between threads of the device they are.
CR_FN u32 loadSystem(const void *p) { CR_LOAD("relaxed.sys", "32", "=r", u32); }
CR_FN u32 loadSystemAcquire(const void *p) { CR_LOAD("acquire.sys", "32", "=r", u32); }
CR_FN void storeSystem(void *p, u32 v) { CR_STORE("relaxed.sys"); }
CR_FN void storeSystemRelease(void *p, u32 v) { CR_STORE("release.sys"); }
CR_FN u32 addSystem(void *p, u32 v) { CR_ATOMIC("add.acq_rel.sys.u32"); }
CR_FN u32 swapSystem(void *p, u32 expected, u32 v) {
  u32 before;
  asm volatile("atom.cas.acq_rel.sys.b32 %0, [%1], %2, %3;" : "=r"(before) : "l"(p), "r"(expected), "r"(v) : "memory");
  return before;
}
// Two words at once, as the host writes a binding. 8-byte accesses are single; acquire keeps what follows behind it.
CR_FN u64 loadPairSystemAcquire(const void *p) { CR_LOAD("acquire.sys", "64", "=l", u64); }
CR_FN void fenceSystem() { asm volatile("fence.sc.sys;" : : : "memory"); }

// Memory of the device.
CR_FN u32 loadDevice(const void *p) { CR_LOAD("relaxed.gpu", "32", "=r", u32); }
CR_FN u32 loadDeviceAcquire(const void *p) { CR_LOAD("acquire.gpu", "32", "=r", u32); }
CR_FN void storeDeviceRelease(void *p, u32 v) { CR_STORE("release.gpu"); }
CR_FN u32 addDevice(void *p, u32 v) { CR_ATOMIC("add.acq_rel.gpu.u32"); }
CR_FN u32 orDevice(void *p, u32 bits) {
  u32 v = bits;
  CR_ATOMIC("or.relaxed.gpu.b32");
}

// Sixteen bytes at an address that is a multiple of it.
CR_FN void loadSixteen(const u8 *p, u32 *words) {
  uint4 four = *(const uint4 *)p;
  words[0] = four.x;
  words[1] = four.y;
  words[2] = four.z;
  words[3] = four.w;
}

CR_FN void pauseNanos(u32 nanos) { __nanosleep(nanos); }
CR_FN u64 nanoTime() {
  u64 now;
  asm volatile("mov.u64 %0, %%globaltimer;" : "=l"(now));
  return now;
}
