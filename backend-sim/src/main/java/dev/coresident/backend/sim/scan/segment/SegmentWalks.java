package dev.coresident.backend.sim.scan.segment;

import java.util.ArrayList;
import java.util.List;

/** The walks of one worker, of the images that it used last; the one that was used longest ago goes first. */
final class SegmentWalks {
    private static final int MOST = 16;

    private final byte[] block;
    /** The last one was used last. */
    private final List<SegmentWalk> walks = new ArrayList<>();

    SegmentWalks(byte[] block) {
        this.block = block;
    }

    SegmentWalk of(SegmentImage image) {
        int last = walks.size() - 1;
        for (int i = last; i >= 0; i--) {
            SegmentWalk walk = walks.get(i);
            if (walk.image == image) {
                if (i < last) {
                    walks.remove(i);
                    walks.add(walk);
                }
                return walk;
            }
        }
        if (walks.size() == MOST) {
            walks.removeFirst();
        }
        SegmentWalk fresh = new SegmentWalk(image, block);
        walks.add(fresh);
        return fresh;
    }
}
