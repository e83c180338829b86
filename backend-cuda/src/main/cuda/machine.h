// What the kernel needs of the machine it runs on: memory of the device's scope and of the system's, lanes, pauses. nvcc takes this
// file; the stand-in for a driver that the tests build takes a header of the same names that is made of threads.
#pragma once
#include <cuda/atomic>

typedef unsigned char u8;
typedef unsigned int u32;
typedef unsigned long long u64;
typedef long long i64;

#define CR_FN static __device__
// A function of its own: the kernel is one, and would hold a copy of every op for each place that calls it.
#define CR_OWN static __device__ __noinline__
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
// Bytes that a warp has to itself, close to its lanes.
#define CR_NEAR(name, bytes) \
  __shared__ u8 name##OfBlock[BLOCK_WARPS][bytes]; \
  u8 *name = name##OfBlock[threadIdx.x / 32u]

typedef cuda::atomic_ref<u32, cuda::thread_scope_system> SystemWord;
typedef cuda::atomic_ref<u32, cuda::thread_scope_device> DeviceWord;

// Memory that host and device share. The host's and the device's atomics on one word are not atomic to each other over PCIe, so
// that no word has writers on both sides; between threads of the device they are.
CR_FN u32 loadSystem(const void *p) { return SystemWord(*(u32 *)p).load(cuda::std::memory_order_relaxed); }
CR_FN u32 loadSystemAcquire(const void *p) { return SystemWord(*(u32 *)p).load(cuda::std::memory_order_acquire); }
CR_FN void storeSystem(void *p, u32 v) { SystemWord(*(u32 *)p).store(v, cuda::std::memory_order_relaxed); }
CR_FN void storeSystemRelease(void *p, u32 v) { SystemWord(*(u32 *)p).store(v, cuda::std::memory_order_release); }
CR_FN u32 addSystem(void *p, u32 v) { return SystemWord(*(u32 *)p).fetch_add(v, cuda::std::memory_order_acq_rel); }
CR_FN u32 swapSystem(void *p, u32 expected, u32 v) {
  SystemWord(*(u32 *)p).compare_exchange_strong(expected, v, cuda::std::memory_order_acq_rel, cuda::std::memory_order_acquire);
  return expected;
}
// Two words at once, as the host writes a binding. 8-byte accesses are single; acquire keeps what follows behind it.
CR_FN u64 loadPairSystemAcquire(const void *p) {
  return cuda::atomic_ref<u64, cuda::thread_scope_system>(*(u64 *)p).load(cuda::std::memory_order_acquire);
}
CR_FN void fenceSystem() { cuda::atomic_thread_fence(cuda::std::memory_order_seq_cst, cuda::thread_scope_system); }

// Memory of the device.
CR_FN u32 loadDevice(const void *p) { return DeviceWord(*(u32 *)p).load(cuda::std::memory_order_relaxed); }
CR_FN u32 loadDeviceAcquire(const void *p) { return DeviceWord(*(u32 *)p).load(cuda::std::memory_order_acquire); }
CR_FN void storeDeviceRelease(void *p, u32 v) { DeviceWord(*(u32 *)p).store(v, cuda::std::memory_order_release); }
CR_FN u32 addDevice(void *p, u32 v) { return DeviceWord(*(u32 *)p).fetch_add(v, cuda::std::memory_order_acq_rel); }

CR_FN u32 orDevice(void *p, u32 bits) { return DeviceWord(*(u32 *)p).fetch_or(bits, cuda::std::memory_order_relaxed); }

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
