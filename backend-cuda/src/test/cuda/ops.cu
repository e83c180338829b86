// Ops of the tests: what a view refuses, what an op says itself, what lanes find out together.
#define STEP 4  // a macro that the kernel does not have

struct Held {  // a name that the kernel has as well
  u32 words[2];
};

static __device__ u32 least(u32 a, u32 b) { return a < b ? b : a; }  // so is this, with another meaning

// Adds a word to each of a buffer, from a word on: lanes share them. Gives the sum of the words before.
__device__ int add_all(CustomOp &op) {
  CustomView words = op.writes(op.argument(0));
  u32 sum = 0;
  for (u64 i = op.argument(1) + op.lane(); i < words.words(); i += op.lanes()) {
    sum += words.addWord(i, op.argument(2));
  }
  op.result(0, op.sum(sum));
  op.result(1, op.lanes());
  return 0;
}

// Writes one byte wherever it is told to, a line of bytes apart in each lane; tells what it read there.
__device__ int poke(CustomOp &op) {
  CustomView view = op.argument(3) != 0 ? op.reads(op.argument(0)) : op.writes(op.argument(0));
  u64 at = (u64)op.argument(2) << 32 | op.argument(1);
  view.setByte(at + op.lane() * STEP, 1);
  view.setWord(at, 7);
  op.result(0, view.byteAt(at));
  op.result(1, view.wordAt(at));
  return 0;
}

// Fails in one lane, with a word of its choice.
__device__ int fail(CustomOp &op) {
  op.result(0, 11);
  op.result(2, 12);
  return op.lane() == op.argument(0) % op.lanes() ? (int)op.argument(1) : 0;
}

// Reads an observable, adds to another one.
__device__ int observe(CustomOp &op) {
  if (op.lane() == 0) {
    op.result(0, op.observableAt(op.argument(0)));
    op.result(1, op.addObservable(op.argument(1), 5));
    op.setObservable(op.argument(2), 9);
  }
  op.meet();
  return 0;
}

// Where each lane's part begins.
__device__ int places(CustomOp &op) {
  CustomView out = op.writes(op.argument(0));
  Held held = {{op.lane(), least(3, 2)}};
  out.setWord(op.lane(), op.before(held.words[0] + held.words[1]));
  op.result(0, op.ofLane(op.lane() + 100, op.lanes() - 1));
  op.result(1, (u32)op.any(op.lane() == op.lanes() - 1));
  op.result(3, (u32)op.isAbandoned());
  return 0;
}
