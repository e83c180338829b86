package dev.coresident.stress;

import static org.openjdk.jcstress.annotations.Expect.ACCEPTABLE;

import dev.coresident.backend.sim.interpreter.Frame;
import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.backend.sim.protocol.Ring;
import dev.coresident.backend.sim.protocol.SlotWorker;
import dev.coresident.backend.sim.scan.ImageCache;
import dev.coresident.backend.sim.scan.Scanner;
import dev.coresident.spi.layout.CompletionLayout;
import dev.coresident.spi.layout.ControlLayout;
import dev.coresident.spi.layout.SlotLayout;
import dev.coresident.spi.layout.SlotStatus;
import dev.coresident.spi.layout.TenantWord;
import dev.coresident.spi.layout.Words;
import org.openjdk.jcstress.annotations.Actor;
import org.openjdk.jcstress.annotations.Arbiter;
import org.openjdk.jcstress.annotations.JCStressTest;
import org.openjdk.jcstress.annotations.Outcome;
import org.openjdk.jcstress.annotations.State;
import org.openjdk.jcstress.infra.results.III_Result;

/** Two workers share two published slots: each slot is claimed once, and each has an entry of its own in the completion ring. */
@JCStressTest
@Outcome(id = "2, 3, 2", expect = ACCEPTABLE, desc = "both slots ended, two entries, two slots claimed")
@State
public class TwoWorkersStress {
    private static final int LEVEL = 2;

    private final DeviceMemory memory = new SmallDevice().memory();
    private final SlotWorker first;
    private final SlotWorker second;
    private int claimedByFirst;
    private int claimedBySecond;

    public TwoWorkersStress() {
        for (int slot = 0; slot < 2; slot++) {
            long at = SlotLayout.at(memory.geometry().partitions().offset(LEVEL) + slot);
            Words.set(memory.ring(), at + SlotLayout.TENANT, TenantWord.HOST);
            Words.set(memory.ring(), at + SlotLayout.PRIORITY, LEVEL);
            Words.set(memory.ring(), at + SlotLayout.STATUS, SlotStatus.PUBLISHED);
        }
        Words.set(memory.control(), ControlLayout.tail(LEVEL), 2);
        Ring ring = new Ring(memory);
        ring.begin();
        ImageCache images = new ImageCache(memory.heap());
        first = new SlotWorker(memory, ring, new Frame(memory, new Scanner(memory.heap(), images, memory.words())));
        second = new SlotWorker(memory, ring, new Frame(memory, new Scanner(memory.heap(), images, memory.words())));
    }

    @Actor
    public void first() {
        claimedByFirst = first.pass();
    }

    @Actor
    public void second() {
        claimedBySecond = second.pass();
    }

    @Arbiter
    public void end(III_Result seen) {
        int offset = memory.geometry().partitions().offset(LEVEL);
        for (int slot = 0; slot < 2; slot++) {
            int status = Words.get(memory.ring(), SlotLayout.at(offset + slot) + SlotLayout.STATUS);
            seen.r1 += status == SlotStatus.DONE ? 1 : 0;
            long entry = CompletionLayout.at(slot);
            if (Words.get(memory.completion(), entry + CompletionLayout.SEQUENCE) == slot + 1) {
                seen.r2 |= 1 << (Words.get(memory.completion(), entry + CompletionLayout.SLOT) - offset);
            }
        }
        seen.r3 = claimedByFirst + claimedBySecond;
    }
}
