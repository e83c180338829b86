package dev.coresident.backend.sim.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.backend.sim.contract.TinyHost;
import dev.coresident.backend.sim.memory.Backing;
import dev.coresident.backend.sim.memory.DeviceMemory;
import dev.coresident.spi.layout.TaskLayout;
import dev.coresident.spi.program.WorklistLayout;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How much room a slot's tasks take. */
final class TaskTableTest {
    private final Backing backing = Backing.light();
    private final DeviceMemory memory = DeviceMemory.allocate(TinyHost.GEOMETRY, backing);
    private final Brought brought = new Brought();

    TaskTableTest() {
        brought.bounds(10, 0, 1_000_000);
    }

    @AfterEach
    void close() {
        backing.close();
    }

    private void write(int tasks) {
        for (int task = 0; task < tasks; task++) {
            long row = TaskLayout.at(task);
            memory.words().set(memory.heap(), row + TaskLayout.CONTINUATION_PC, task);
            memory.words().set(memory.heap(), row + TaskLayout.STATE, TaskLayout.READY);
        }
    }

    @Test
    void tasksThatAreClaimedTakeNoRoomUntilTheyAreFound() {
        TaskTable table = new TaskTable(memory);
        int before = table.room();
        assertThat(table.take(0, WorklistLayout.MOST_TASKS, brought)).isFalse();
        assertThat(table.room()).isEqualTo(before);
        write(100);
        assertThat(table.take(0, WorklistLayout.MOST_TASKS, brought)).isFalse();
        assertThat(table.room()).isBetween(100, 200);
    }

    @Test
    void tasksBeyondTheRoomAreAllTaken() {
        write(1_000);
        TaskTable table = new TaskTable(memory);
        assertThat(table.take(0, 1_000, brought)).isTrue();
        assertThat(table.room()).isEqualTo(1_000);
        for (int task = 0; task < 1_000; task++) {
            assertThat(table.index(task)).isEqualTo(task);
        }
    }

    @Test
    void roomBeyondTheBoundIsGivenBack() {
        write(1_000);
        TaskTable table = new TaskTable(memory, 500);
        int before = table.room();
        assertThat(table.take(0, 1_000, brought)).isTrue();
        table.letGo();
        assertThat(table.room()).isEqualTo(before);
        assertThat(table.take(0, 400, brought)).isTrue();
        table.letGo();
        assertThat(table.room()).isEqualTo(400);
    }
}
