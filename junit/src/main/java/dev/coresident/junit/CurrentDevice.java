package dev.coresident.junit;

import dev.coresident.backend.sim.Schedule;
import dev.coresident.backend.sim.SimControl;
import dev.coresident.backend.sim.Step;
import dev.coresident.spi.layout.Region;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The controls of whichever device the kernel has at the time: after a loss that is another one. */
final class CurrentDevice implements SimControl {
    private @Nullable SimControl control;
    private boolean resident;

    void become(SimControl next, boolean isResident) {
        control = next;
        resident = isResident;
    }

    boolean isThere() {
        return control != null;
    }

    boolean isResident() {
        return resident;
    }

    private SimControl present() {
        SimControl present = control;
        if (present == null) {
            throw new IllegalStateException("the kernel has no device yet");
        }
        return present;
    }

    @Override
    public long seed() {
        return present().seed();
    }

    @Override
    public int workers() {
        return present().workers();
    }

    @Override
    public long steps() {
        return present().steps();
    }

    @Override
    public long clock() {
        return present().clock();
    }

    @Override
    public void advance(long ticks) {
        present().advance(ticks);
    }

    @Override
    public int step(int most) {
        return present().step(most);
    }

    @Override
    public long traceHash() {
        return present().traceHash();
    }

    @Override
    public long stateHash() {
        return present().stateHash();
    }

    @Override
    public List<Step> trace() {
        return present().trace();
    }

    @Override
    public void follow(Schedule schedule) {
        present().follow(schedule);
    }

    @Override
    public void stall(int worker, long ticks) {
        present().stall(worker, ticks);
    }

    @Override
    public void kill(int worker) {
        present().kill(worker);
    }

    @Override
    public void lose(String reason) {
        present().lose(reason);
    }

    @Override
    public void corrupt(Region region, long offset, int word) {
        present().corrupt(region, offset, word);
    }

    @Override
    public void duplicateNextCompletion() {
        present().duplicateNextCompletion();
    }

    @Override
    public void delayNextCompletion(long ticks) {
        present().delayNextCompletion(ticks);
    }
}
