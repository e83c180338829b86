// A custom op: copies the bytes of one buffer to another in capitals. Arguments: handle of the input, handle of the output. Results: how many
// bytes were changed. All lanes of a warp run it.
__device__ int upper_case(CustomOp &op) {
  CustomView in = op.reads(op.argument(0));
  CustomView out = op.writes(op.argument(1));
  u32 changed = 0;
  for (u64 i = op.lane(); i < in.bytes(); i += op.lanes()) {
    u8 value = in.byteAt(i);
    bool small = value >= 'a' && value <= 'z';
    out.setByte(i, small ? value - 32 : value);
    changed += small;
  }
  op.result(0, op.sum(changed));
  return 0;
}
