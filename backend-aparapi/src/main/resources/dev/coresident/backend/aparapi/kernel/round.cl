// What the host sends and fetches where memory is not shared

static void span(int words, int *from, int *to) {
  int share = (words + (int)get_global_size(0) - 1) / (int)get_global_size(0);
  *from = min(words, (int)get_global_id(0) * share);
  *to = min(words, *from + share);
}

static void bring(__global int *memory, const __global int *bulk, int patches) {
  for (int p = 0; p < patches; p++) {
    const __global int *patch = bulk + p * PATCH_WORDS;
    int to = patch[PATCH_TO];
    int source = patch[PATCH_FROM];
    int words = patch[PATCH_COUNT];
    int first;
    int last;
    span(words, &first, &last);
    for (int i = first; i < last; i++) {
      int keep = (i == 0 ? patch[PATCH_KEEP_FIRST] : 0) | (i == words - 1 ? patch[PATCH_KEEP_LAST] : 0);
      int value = bulk[source + i];
      memory[to + i] = keep == 0 ? value : (memory[to + i] & keep) | (value & ~keep);
    }
  }
}

__kernel void run(__global int *memory, __global int *in, __global int *out, __global int *bulk, int passid) {
  if (in[IN_MODE] == MODE_BRING) {
    bring(memory, bulk, in[IN_COUNT]);
    return;
  }
  if (in[IN_MODE] == MODE_FETCH) {
    int first;
    int last;
    span(in[IN_COUNT], &first, &last);
    for (int i = first; i < last; i++) {
      bulk[BULK_FETCHED_AT + i] = memory[in[IN_FETCH_FROM] + i];
    }
    if (get_global_id(0) == 0) {
      bulk[BULK_ECHO] = in[IN_ECHO];
    }
    return;
  }
  if (get_global_id(0) == 0) {
    // The host compares: a buffer that was made anew behind its back has lost what the device wrote, and shows an old count.
    int launches = memory[LAUNCHES_AT] + 1;
    memory[LAUNCHES_AT] = launches;
    out[OUT_LAUNCHES] = launches;
    out[OUT_ECHO] = in[IN_ECHO];
  }
  int entries = in[IN_COUNT];
  int ticket = atomic_inc(in + IN_TICKET);
  while (ticket < entries) {
    one(memory, in, out, in + ENTRIES_AT + ticket * ENTRY_WORDS, out + OUTCOMES_AT + ticket * OUTCOME_WORDS);
    ticket = atomic_inc(in + IN_TICKET);
  }
}
