package dev.coresident.backend.aparapi.child;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.backend.aparapi.child.ChildJvm.Ended;
import dev.coresident.backend.aparapi.opencl.NeedsOpenCl;
import dev.coresident.backend.aparapi.opencl.OpenClSearch;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Several devices, which PoCL shows when it is told to. */
@ExtendWith(NeedsOpenCl.class)
final class DevicesTest {
    @Test
    void eachOfSeveralDevicesIsListedAndOpenedByItsNumberOrAPartOfItsDescription() throws Exception {
        Assumptions.assumeTrue(
                OpenClSearch.foundPatiently().units().toString().contains("Portable Computing Language"),
                "only PoCL can be told to show several devices");
        Ended ended = ChildJvm.run(
                Map.of("POCL_DEVICES", "pthread basic"),
                List.of(ChildJvm.NATIVE_ACCESS),
                DevicesMain.class,
                "",
                "0",
                "1",
                "Device 0 of",
                "BASIC",
                "cpu",
                "7");
        assertThat(ended.code()).as(ended.errors()).isZero();
        assertThat(ended.errors()).isEmpty();
        assertThat(ended.out()).hasSize(9);
        // The one with more compute units first; its number is that of its platform's list.
        assertThat(ended.out().get(0)).startsWith("listed 1 cpu pthread-").contains("device 1 of platform 0");
        assertThat(ended.out().get(1)).startsWith("listed 0 cpu basic-").contains("device 0 of platform 0");
        assertThat(ended.out().get(2)).as("by default").startsWith("ran 1 slot on cpu pthread-");
        assertThat(ended.out().get(3)).startsWith("ran 1 slot on cpu basic-");
        assertThat(ended.out().get(4)).startsWith("ran 1 slot on cpu pthread-");
        assertThat(ended.out().get(5)).startsWith("ran 1 slot on cpu basic-");
        assertThat(ended.out().get(6)).startsWith("ran 1 slot on cpu basic-");
        assertThat(ended.out().get(7)).startsWith("refused USER ").contains("several devices");
        assertThat(ended.out().get(8))
                .startsWith("refused USER ")
                .contains("\"7\"")
                .contains("no device")
                .contains("1 cpu pthread-")
                .contains("; 0 cpu basic-");
    }
}
