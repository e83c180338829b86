// A stand-in for libcuda.so.1: the driver calls that the backend makes, with memory of the process, and the resident kernel's own source
// run by threads, one for each warp. For tests on machines without a GPU. It proves the protocol and the backend's use of the driver;
// it proves nothing about memory order or time.
#include "stand_in.h"
#include "../../main/cuda/kernel.cu"

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>
#include <iterator>
#include <map>
#include <mutex>
#include <pthread.h>
#include <set>
#include <string>
#include <unistd.h>
#include <vector>

#define API extern "C" __attribute__((visibility("default"))) int

enum { OK = 0, INVALID_VALUE = 1, OUT_OF_MEMORY = 2, NO_DEVICE = 100, INVALID_IMAGE = 200, INVALID_CONTEXT = 201, NOT_FOUND = 500,
       NOT_READY = 600, LAUNCH_FAILED = 719 };

static long setting(const char *name, long otherwise) {
  const char *text = getenv(name);
  return text ? atol(text) : otherwise;
}

// Memory of the device is guarded: a free or a copy that names none of it is refused, as is what a test left behind.
static std::mutex lock;
static std::set<void *> allocations;

struct Context {
  std::atomic<bool> lost{false};
};

static thread_local Context *current;

// What was put into a stream and not done yet: copies are made when somebody waits for them, and no earlier. Who does not wait sees what was.
struct Copy {
  void *to;
  const void *from;
  size_t bytes;
  u64 word;  // or a peer's task, where nothing is copied from
  u32 value;
};

static void settleOne(const Copy &copy);

struct Stream {
  std::mutex lock;
  std::vector<Copy> copies;
  u32 *line = nullptr;
  std::vector<pthread_t> threads;
  std::atomic<int> live{0};
};

struct Warp {
  StandInWarp own;
  Launch launch;
  Stream *stream;
  void (*run)(StandInWarp *);
};

// The kernel that was compiled with this driver.
static void runShipped(StandInWarp *warp) {
  warp->kernel = [](void *launch) { coresident_resident(*(Launch *)launch); };
  standInRun(warp);
}

static void *runWarp(void *argument) {
  Warp *warp = (Warp *)argument;
  warp->own.argument = &warp->launch;
  warp->run(&warp->own);
  warp->stream->live--;
  delete warp;
  return nullptr;
}

// A failure of the kernel sticks to its context.
static int failure() { return current == nullptr ? INVALID_CONTEXT : current->lost ? LAUNCH_FAILED : OK; }

API cuInit(unsigned) { return (int)setting("STAND_IN_INIT", OK); }
API cuDriverGetVersion(int *v) { *v = (int)setting("STAND_IN_VERSION", 13000); return OK; }
API cuDeviceGetCount(int *n) { *n = (int)setting("STAND_IN_DEVICES", 1); return OK; }
API cuDeviceGet(int *d, int ordinal) { *d = ordinal; return OK; }
API cuDeviceGetName(char *name, int bytes, int) { strncpy(name, "stand-in of threads", bytes); return OK; }
API cuDeviceTotalMem_v2(size_t *bytes, int) { *bytes = (size_t)1 << 30; return OK; }
API cuDeviceGetAttribute(int *value, int attribute, int) {
  switch (attribute) {
    case 16: *value = (int)setting("STAND_IN_MULTIPROCESSORS", 1); break;
    case 17: *value = (int)setting("STAND_IN_WATCHDOG", 0); break;
    case 19: *value = 1; break;
    case 20: *value = (int)setting("STAND_IN_MODE", 0); break;
    case 75: *value = (int)setting("STAND_IN_MAJOR", 9); break;
    default: *value = 0;
  }
  return OK;
}
API cuCtxCreate_v2(void **context, unsigned, int) {
  int refused = (int)setting("STAND_IN_CONTEXT", OK);
  if (refused == OK) {
    current = new Context;
    *context = current;
  }
  return refused;
}
API cuCtxDestroy_v2(void *context) {
  delete (Context *)context;
  current = nullptr;
  return OK;
}
API cuCtxSetCurrent(void *context) { current = (Context *)context; return OK; }
// A kernel that the stand-in for NVRTC compiled is a library, named where PTX would be. Its file goes at the first opening; it stays loaded,
// since the same image may be loaded again.
static std::map<std::string, void *> fusedLibraries;

static void *openFused(const char *image) {
  std::lock_guard<std::mutex> guard(lock);
  const char *fused = strstr(image, "// fused ");
  std::string file(fused + strlen("// fused "), strchr(fused, '\n'));
  auto known = fusedLibraries.find(file);
  if (known != fusedLibraries.end()) {
    return known->second;
  }
  void *library = dlopen(file.c_str(), RTLD_NOW | RTLD_LOCAL);
  int unused = system(("rm -r " + file.substr(0, file.rfind('/'))).c_str());
  (void)unused;
  return fusedLibraries[file] = library == nullptr ? nullptr : dlsym(library, "standInRunFused");
}

API cuModuleLoadDataEx(void **module, const void *image, unsigned, int *, void **) {
  const char *text = (const char *)image;
  *module = strstr(text, "coresident_peer") ? (void *)0x3000 : strstr(text, "// fused ") ? openFused(text) : (void *)runShipped;
  int refused = strstr(text, "// fused ") ? (int)setting("STAND_IN_FUSED", OK) : OK;
  if (refused != OK) {
    return refused;
  }
  return strstr(text, ".version 7.0") && *module != nullptr ? OK : INVALID_IMAGE;
}
// The task of the peers that benches compare with: it writes a word.
static void peer(u64 word, u32 value) { storeSystem((void *)word, value); }

API cuModuleGetFunction(void **function, void *module, const char *name) {
  int isPeer = module == (void *)0x3000;
  *function = isPeer ? (void *)peer : module;
  return strcmp(name, isPeer ? "coresident_peer" : "coresident_resident") ? NOT_FOUND : OK;
}
API cuMemAlloc_v2(u64 *address, size_t bytes) {
  void *p = aligned_alloc(4096, (bytes + 4095) / 4096 * 4096);
  if (p == nullptr) {
    return OUT_OF_MEMORY;
  }
  std::lock_guard<std::mutex> guard(lock);
  memset(p, 0xA5, bytes);
  allocations.insert(p);
  *address = (u64)p;
  return OK;
}
API cuMemFree_v2(u64 address) {
  std::lock_guard<std::mutex> guard(lock);
  if (allocations.erase((void *)address) == 0) {
    return INVALID_VALUE;
  }
  free((void *)address);
  return OK;
}
API cuCtxSynchronize() { return failure(); }
API cuMemsetD8_v2(u64 address, unsigned char value, size_t bytes) { memset((void *)address, value, bytes); return failure(); }

static std::map<char *, size_t> pinned;

// Only memory that is pinned is copied while its owner goes on.
static bool isPinned(const void *p, size_t bytes) {
  std::lock_guard<std::mutex> guard(lock);
  auto behind = pinned.upper_bound((char *)p);
  return behind != pinned.begin() && (char *)p + bytes <= std::prev(behind)->first + std::prev(behind)->second;
}

static int later(void *stream, const void *host, Copy copy) {
  int refused = failure();
  if (refused != OK) {
    return refused;
  }
  if (!isPinned(host, copy.bytes)) {
    memcpy(copy.to, copy.from, copy.bytes);
    return OK;
  }
  Stream *s = (Stream *)stream;
  std::lock_guard<std::mutex> guard(s->lock);
  s->copies.push_back(copy);
  return OK;
}
API cuMemcpyHtoDAsync_v2(u64 to, const void *from, size_t bytes, void *stream) {
  return later(stream, from, {(void *)to, from, bytes, 0, 0});
}
API cuMemcpyDtoHAsync_v2(void *to, u64 from, size_t bytes, void *stream) {
  return later(stream, to, {to, (void *)from, bytes, 0, 0});
}
static void settle(Stream *s) {
  std::lock_guard<std::mutex> guard(s->lock);
  for (const Copy &copy : s->copies) {
    settleOne(copy);
  }
  s->copies.clear();
}
static void settleOne(const Copy &copy) {
  if (copy.from != nullptr) {
    memcpy(copy.to, copy.from, copy.bytes);
  } else {
    peer(copy.word, copy.value);
  }
}

// Graphs: what a stream was told between the beginning and the end of a capture.
struct Graph {
  std::vector<Copy> tasks;
};
API cuStreamBeginCapture_v2(void *stream, int) {
  settle((Stream *)stream);
  return failure();
}
API cuStreamEndCapture(void *stream, void **graph) {
  Stream *s = (Stream *)stream;
  std::lock_guard<std::mutex> guard(s->lock);
  *graph = new Graph{s->copies};
  s->copies.clear();
  return failure();
}
API cuGraphInstantiateWithFlags(void **exec, void *graph, u64) { *exec = graph; return failure(); }
API cuGraphLaunch(void *graph, void *stream) {
  Stream *s = (Stream *)stream;
  std::lock_guard<std::mutex> guard(s->lock);
  for (const Copy &task : ((Graph *)graph)->tasks) {
    s->copies.push_back(task);
  }
  return failure();
}
API cuGraphExecDestroy(void *graph) { delete (Graph *)graph; return OK; }
API cuMemHostRegister_v2(void *p, size_t bytes, unsigned) {
  std::lock_guard<std::mutex> guard(lock);
  pinned[(char *)p] = bytes;
  return failure();
}
API cuMemHostUnregister(void *p) {
  std::lock_guard<std::mutex> guard(lock);
  pinned.erase((char *)p);
  return failure();
}
API cuMemHostGetDevicePointer_v2(u64 *address, void *p, unsigned) { *address = (u64)p; return failure(); }
API cuStreamCreate(void **stream, unsigned flags) {
  *stream = new Stream;
  return flags == 1 ? OK : INVALID_VALUE;  // a stream that waits for the null stream would wait for the resident kernel
}
static void join(Stream *s) {
  for (pthread_t thread : s->threads) {
    pthread_join(thread, nullptr);
  }
  s->threads.clear();
}

// The kernel fails when the file STAND_IN_LOST names is there.
API cuStreamQuery(void *stream) {
  Stream *s = (Stream *)stream;
  const char *file = getenv("STAND_IN_LOST");
  if (file != nullptr && s->live && access(file, F_OK) == 0) {
    storeSystem(s->line + LINE_ABANDON, 1);
    join(s);
    current->lost = true;
  }
  int refused = failure();
  return refused != OK ? refused : s->live ? NOT_READY : OK;
}
API cuStreamSynchronize(void *stream) {
  settle((Stream *)stream);
  join((Stream *)stream);
  return failure();
}
API cuStreamDestroy_v2(void *stream) {
  join((Stream *)stream);
  delete (Stream *)stream;
  return OK;
}
API cuLaunchKernel(void *function, unsigned blocks, unsigned, unsigned, unsigned threads, unsigned, unsigned, unsigned, void *stream,
    void **parameters, void **) {
  Stream *s = (Stream *)stream;
  if (function == (void *)peer) {
    std::lock_guard<std::mutex> guard(s->lock);
    s->copies.push_back({nullptr, nullptr, 0, *(u64 *)parameters[0], *(u32 *)parameters[1]});
    return failure();
  }
  if (failure() != OK || threads % 32 != 0) {
    return failure() != OK ? failure() : INVALID_VALUE;
  }
  s->line = ((Launch *)parameters[0])->line;
  for (u32 number = 0; number < blocks * threads / 32; number++) {
    Warp *warp = new Warp{};
    warp->own.number = number;
    warp->launch = *(Launch *)parameters[0];
    warp->stream = s;
    warp->run = (void (*)(StandInWarp *))function;
    s->live++;
    pthread_t thread;
    if (pthread_create(&thread, nullptr, runWarp, warp) != 0) {
      abort();
    }
    s->threads.push_back(thread);
  }
  return OK;
}
API cuGetErrorName(int, const char **text) { *text = "CUDA_ERROR"; return OK; }
API cuGetErrorString(int, const char **text) { *text = "stand-in"; return OK; }
