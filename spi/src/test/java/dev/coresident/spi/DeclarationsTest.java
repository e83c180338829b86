package dev.coresident.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.coresident.spi.layout.Geometry;
import dev.coresident.spi.layout.Partitions;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a backend says of itself is checked when it is said. */
class DeclarationsTest {
    private static final Geometry GEOMETRY = new Geometry(Partitions.each(2), 1, 16, 1, 1, 1, 1, 64);

    @ParameterizedTest
    @CsvSource({"0, 0", "-1, 64", "1, -1"})
    void aDeviceHasAUnitAndAHeap(int units, long heap) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeviceFacts("b", "d", ExecutionModel.ROUNDS, Coherence.STAGED, units, heap))
                .withMessageContaining("got " + units + " and " + heap);
    }

    @Test
    void aResidentDeviceIsNotStaged() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeviceFacts("b", "d", ExecutionModel.RESIDENT, Coherence.STAGED, 1, 0))
                .withMessageContaining("round border");
        assertThat(new DeviceFacts("b", "d", ExecutionModel.RESIDENT, Coherence.COHERENT, 1, 0).computeUnits())
                .isEqualTo(1);
        assertThat(new DeviceFacts("b", "d", ExecutionModel.ROUNDS, Coherence.STAGED, 1, 0).heapLimitBytes())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource({"'', go", "' ', go", "gone, ''", "gone, ' '"})
    void aMissingDeviceSaysWhyAndWhatToDo(String reason, String remedy) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Probe.Missing(reason, remedy))
                .withMessageContaining("reason \"" + reason + "\"");
    }

    @Test
    void optionsAreACopy() {
        Map<String, String> properties = new TreeMap<>(Map.of("a", "1"));
        DeviceOptions options = new DeviceOptions(GEOMETRY, properties);
        properties.put("b", "2");
        assertThat(options.properties()).containsExactly(Map.entry("a", "1"));
        assertThat(DeviceOptions.of(GEOMETRY).properties()).isEmpty();
        assertThat(DeviceOptions.of(GEOMETRY).geometry()).isSameAs(GEOMETRY);
    }

    @Test
    void aFailureKeepsItsCategory() {
        Exception cause = new IllegalStateException("no");
        DeviceException failure = new DeviceException(DeviceException.Category.LOST, "gone", cause);
        assertThat(failure.category()).isEqualTo(DeviceException.Category.LOST);
        assertThat(failure).hasMessage("gone").hasCause(cause);
        assertThat(new DeviceException(DeviceException.Category.USER, "bad").category())
                .isEqualTo(DeviceException.Category.USER);
    }
}
