package dev.coresident.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.spi.DeviceException.Category;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeviceNameTest {
    private static final List<DeviceName> NAMES = List.of(
            new DeviceName(2, "gpu Beta 12 (48 units)"),
            new DeviceName(0, "cpu Alpha (2 units)"),
            new DeviceName(1, "gpu Beta 1 (8 units)"));

    @ParameterizedTest
    @CsvSource({"'', 0", "2, 0", "0, 1", "1, 2", "alpha, 1", "BETA 12, 0", "(8, 2"})
    void aNumberGoesBeforeAPartAndNothingMeansTheFirst(String wanted, int index) throws DeviceException {
        assertThat(DeviceName.select(wanted, NAMES)).isEqualTo(index);
    }

    @ParameterizedTest
    @CsvSource({
        "3, no device",
        "12, no device",
        "8 units), several devices",
        "-1, no device",
        "Gamma, no device",
        "gpu, several devices"
    })
    void aWordThatNamesNoneOrSeveralIsRefusedWithTheList(String wanted, String names) {
        assertThatThrownBy(() -> DeviceName.select(wanted, NAMES))
                .isInstanceOfSatisfying(
                        DeviceException.class, e -> assertThat(e.category()).isEqualTo(Category.USER))
                .hasMessage("the property device is \"" + wanted + "\", which names " + names
                        + ": use the number, or a part that one alone has, of 2 gpu Beta 12 (48 units);"
                        + " 0 cpu Alpha (2 units); 1 gpu Beta 1 (8 units)");
    }

    @Test
    void aNumberIsNotNegative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new DeviceName(-1, "x"))
                .withMessageContaining("-1");
    }
}
