// What the lanes of a warp find out together. All of them call these at the same place, or the warp hangs: so nothing decides whether they
// are called but what all lanes have alike, and nothing that a tenant can write while it is read is alike.
#pragma once

CR_FN int anyLane(int x) { return CR_BALLOT(x) != 0; }

CR_FN u32 leastOfLanes(u32 x) {
  for (u32 apart = CR_LANES / 2; apart > 0; apart /= 2) {
    x = least(x, CR_FROM(x, CR_LANE ^ apart));
  }
  return x;
}

// The sum of what the lanes before this one have; the sum of all in total.
CR_FN u32 sumBefore(u32 x, u32 *total) {
  u32 sum = x;
  for (u32 apart = 1; apart < CR_LANES; apart *= 2) {
    u32 other = CR_FROM(sum, CR_LANE >= apart ? CR_LANE - apart : CR_LANE);
    sum += CR_LANE >= apart ? other : 0;
  }
  *total = CR_FROM(sum, CR_LANES - 1);
  return sum - x;
}

// Of 32 neighbouring things those that this lane takes: every one of CR_LANES.
CR_FN u32 shareOfLane() { return (u32)(0xFFFFFFFFu / ((1ull << CR_LANES) - 1)) << CR_LANE; }

// More events than this in one lane's part are told one after the other: sums of all lanes stay below 2^32.
#define MOST_AT_ONCE 0x03FFFFFFu
