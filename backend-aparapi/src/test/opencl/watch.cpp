// Stands between Aparapi and the OpenCL loader (LD_PRELOAD): counts what is created and released, and fails calls when it is told to.
// Handles and sizes pass as they are, so that no header of OpenCL is needed.

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <dlfcn.h>

namespace {

enum Kind { CONTEXTS, QUEUES, PROGRAMS, KERNELS, BUFFERS, EVENTS, KINDS };
enum Call { CREATE_BUFFER, BUILD, LAUNCH, READ, WRITE, WAIT, CREATE_QUEUE, CALLS };

std::atomic<int> live[KINDS];
std::atomic<long> made[CALLS];
std::atomic<int> good[CALLS];  // calls that pass before those that fail
std::atomic<int> bad[CALLS];   // calls that fail from then on
std::atomic<int> codes[CALLS];

template <typename Function>
Function *real(const char *name) {
  static void *loader = dlopen("libOpenCL.so.1", RTLD_NOW | RTLD_LOCAL);
  void *found = loader == nullptr ? nullptr : dlsym(loader, name);
  if (found == nullptr) {
    abort();
  }
  return reinterpret_cast<Function *>(found);
}

// The code that a call is to fail with, or 0.
int ordered(Call call) {
  made[call]++;
  if (bad[call] == 0 || good[call]-- > 0) {
    return 0;
  }
  bad[call]--;
  good[call] = 0;
  return codes[call];
}

void *created(Kind kind, void *object) {
  live[kind] += object != nullptr;
  return object;
}

int released(Kind kind, int result) {
  live[kind] -= result == 0;
  return result;
}

int counted(void **event, int result) {
  live[EVENTS] += result == 0 && event != nullptr;
  return result;
}

}  // namespace

extern "C" {

int watch_live(int kind) { return live[kind]; }

long watch_calls(int call) { return made[call]; }

// After so many good calls, so many fail with a code of OpenCL.
void watch_fail(int call, int after, int times, int code) {
  codes[call] = code;
  good[call] = after;
  bad[call] = times;
}

void *clCreateContext(const intptr_t *properties, uint32_t count, void *const *devices, void *notify, void *data, int *error) {
  return created(CONTEXTS, real<decltype(clCreateContext)>("clCreateContext")(properties, count, devices, notify, data, error));
}

void *clCreateContextFromType(const intptr_t *properties, uint64_t type, void *notify, void *data, int *error) {
  return created(
      CONTEXTS, real<decltype(clCreateContextFromType)>("clCreateContextFromType")(properties, type, notify, data, error));
}

int clReleaseContext(void *context) { return released(CONTEXTS, real<decltype(clReleaseContext)>("clReleaseContext")(context)); }

void *clCreateCommandQueue(void *context, void *device, uint64_t properties, int *error) {
  int code = ordered(CREATE_QUEUE);
  if (code != 0) {
    *error = code;
    return nullptr;
  }
  return created(QUEUES, real<decltype(clCreateCommandQueue)>("clCreateCommandQueue")(context, device, properties, error));
}

int clReleaseCommandQueue(void *queue) {
  return released(QUEUES, real<decltype(clReleaseCommandQueue)>("clReleaseCommandQueue")(queue));
}

void *clCreateProgramWithSource(void *context, uint32_t count, const char **texts, const size_t *lengths, int *error) {
  return created(
      PROGRAMS, real<decltype(clCreateProgramWithSource)>("clCreateProgramWithSource")(context, count, texts, lengths, error));
}

void *clCreateProgramWithBinary(
    void *context, uint32_t count, void *const *devices, const size_t *lengths, const unsigned char **binaries, int *status,
    int *error) {
  return created(
      PROGRAMS, real<decltype(clCreateProgramWithBinary)>("clCreateProgramWithBinary")(
                    context, count, devices, lengths, binaries, status, error));
}

int clBuildProgram(void *program, uint32_t count, void *const *devices, const char *options, void *notify, void *data) {
  int code = ordered(BUILD);
  return code != 0 ? code : real<decltype(clBuildProgram)>("clBuildProgram")(program, count, devices, options, notify, data);
}

int clReleaseProgram(void *program) { return released(PROGRAMS, real<decltype(clReleaseProgram)>("clReleaseProgram")(program)); }

void *clCreateKernel(void *program, const char *name, int *error) {
  return created(KERNELS, real<decltype(clCreateKernel)>("clCreateKernel")(program, name, error));
}

int clReleaseKernel(void *kernel) { return released(KERNELS, real<decltype(clReleaseKernel)>("clReleaseKernel")(kernel)); }

void *clCreateBuffer(void *context, uint64_t flags, size_t bytes, void *host, int *error) {
  int code = ordered(CREATE_BUFFER);
  if (code != 0) {
    *error = code;
    return nullptr;
  }
  return created(BUFFERS, real<decltype(clCreateBuffer)>("clCreateBuffer")(context, flags, bytes, host, error));
}

int clReleaseMemObject(void *object) {
  return released(BUFFERS, real<decltype(clReleaseMemObject)>("clReleaseMemObject")(object));
}

int clEnqueueNDRangeKernel(
    void *queue, void *kernel, uint32_t dimensions, const size_t *offset, const size_t *global, const size_t *local, uint32_t waits,
    void *const *events, void **event) {
  int code = ordered(LAUNCH);
  return code != 0 ? code
                   : counted(event, real<decltype(clEnqueueNDRangeKernel)>("clEnqueueNDRangeKernel")(
                                        queue, kernel, dimensions, offset, global, local, waits, events, event));
}

int clEnqueueReadBuffer(
    void *queue, void *buffer, uint32_t blocking, size_t offset, size_t bytes, void *to, uint32_t waits, void *const *events,
    void **event) {
  int code = ordered(READ);
  if (code != 0) {
    // A processor's buffer is the host's memory: what a device of its own would have left unread must not be right by chance.
    memset(to, 0x5A, bytes);
    return code;
  }
  return counted(event, real<decltype(clEnqueueReadBuffer)>("clEnqueueReadBuffer")(
                            queue, buffer, blocking, offset, bytes, to, waits, events, event));
}

int clEnqueueWriteBuffer(
    void *queue, void *buffer, uint32_t blocking, size_t offset, size_t bytes, const void *from, uint32_t waits, void *const *events,
    void **event) {
  int code = ordered(WRITE);
  return code != 0 ? code
                   : counted(event, real<decltype(clEnqueueWriteBuffer)>("clEnqueueWriteBuffer")(
                                        queue, buffer, blocking, offset, bytes, from, waits, events, event));
}

int clEnqueueMarker(void *queue, void **event) {
  return counted(event, real<decltype(clEnqueueMarker)>("clEnqueueMarker")(queue, event));
}

int clWaitForEvents(uint32_t count, void *const *events) {
  int code = ordered(WAIT);
  return code != 0 ? code : real<decltype(clWaitForEvents)>("clWaitForEvents")(count, events);
}

int clReleaseEvent(void *event) { return released(EVENTS, real<decltype(clReleaseEvent)>("clReleaseEvent")(event)); }
}
