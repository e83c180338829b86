// The resident kernel: launched once, it serves whoever publishes until the host says stop. Warp 0 polls, warp 1 tells of ends, the
// others work: one lane of each does what is one after the other, all of them scan.
#ifndef CR_STAND_IN
#include "machine.h"
#endif
#include "layout.h"
#include "frame.h"
#include "lanes.h"
#include "handles.h"
#include "small.h"
#include "dfa.h"
#include "literals.h"
#include "nfa.h"
#include "pairs.h"
#include "worklist.h"
#include "custom.h"
#include "scans.h"
#include "slots.h"
#include "poller.h"
#include "ender.h"
#include "worker.h"

CR_KERNEL void coresident_resident(const Launch launch) {
  u32 warp = CR_WARP;
  if (warp == 0) {
    poll(&launch);
  } else if (warp == 1) {
    end(&launch);
  } else if (warp - 2 < launch.workers) {
    serve(&launch, warp - 2);
  }
}

#ifdef CR_CUSTOM
#include "fused.h"  // made by the backend
#endif
