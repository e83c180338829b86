// One launch: work items take entries by ticket, check and execute each, and write its outcome. The words before this text name
// every place and number; they are written by KernelText from the layouts, so that they cannot drift.
//
// memory  what the device keeps: a copy of the host's tables, observables, debug records, heap
// in      header, then an entry of 32 words for each slot: the slot's 16 words, its index, its level, and how far a scan was
// out     header, then an outcome of 16 words for each entry
// bulk    what the host sends or fetches where it does not share memory with the device

typedef struct {
  __global int *memory;
  const __global int *in;
  __global int *out;
  const __global int *arguments;
  int argumentCount;
  int slot;
  int word;
  uint windowFirst;
  uint windowSize;
  uint firstOp;
  uint ops;
  uint observableAt;
  uint observableWords;
  ulong steps;  // what was walked in this launch: bytes, edges, candidates, events
  int r0;
  int r1;
  int r2;
  int r3;
} Frame;

typedef struct {
  int image;
  int table;
  int classes;
  int acceptIndex;
  int acceptList;
  int endIndex;
  int endList;
  uint acceptRow;
  uint limit;
  uint deadRow;
  uint acceptWords;
  uint endWords;
  int shift;
} Image;

static int argument(const Frame *f, int index) {
  return index < f->argumentCount ? f->arguments[index] : 0;
}
