package dev.coresident.spi.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeometryTest {
    private static final Partitions PARTITIONS = new Partitions(2, 4, 64, 8, 2);
    private static final Geometry SMALL = new Geometry(PARTITIONS, 3, 1_000, 10, 100, 50, 20, 6_400);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 6, 1_000, -1, -2, Integer.MIN_VALUE})
    void aPartitionIsAPowerOfTwoFromTwoOn(int capacity) {
        for (int level = 0; level < 5; level++) {
            int[] c = {2, 2, 2, 2, 2};
            c[level] = capacity;
            assertThatThrownBy(() -> new Partitions(c[0], c[1], c[2], c[3], c[4]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("got " + Integer.toUnsignedString(capacity));
        }
    }

    @Test
    void aRingHasAtMostOneMebislots() {
        assertThat(new Partitions(1 << 19, 1 << 18, 1 << 17, 1 << 16, 1 << 16).slots())
                .isEqualTo(1_048_576);
        assertThatThrownBy(() -> new Partitions(1 << 19, 1 << 18, 1 << 17, 1 << 17, 2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 1048576 slots, got 1048578");
        assertThatThrownBy(() -> Partitions.each(1 << 30)).hasMessageContaining("got 5368709120");
    }

    @Test
    void levelsFollowEachOther() {
        assertThat(new int[] {
                    PARTITIONS.offset(0),
                    PARTITIONS.offset(1),
                    PARTITIONS.offset(2),
                    PARTITIONS.offset(3),
                    PARTITIONS.offset(4),
                    PARTITIONS.offset(5)
                })
                .containsExactly(0, 2, 6, 70, 78, 80);
        assertThatThrownBy(() -> PARTITIONS.capacity(5)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> PARTITIONS.capacity(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> Partitions.split(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(Partitions.split(13)).containsExactly(0, 2, 4, 9, 11, 13);
    }

    @ParameterizedTest
    @CsvSource({
        "0,1000,10,100,50,20,0",
        "4095,1,1,100,50,20,0",
        "-1,1000,10,100,50,20,0",
        "3,0,10,100,50,20,0",
        "4094,262273,10,100,50,20,0",
        "3,1000,0,100,50,20,0",
        "3,1000,1001,100,50,20,0",
        "3,10000,4097,100,50,20,0",
        "3,1000,10,0,50,20,0",
        "3,1000,10,1048577,50,20,0",
        "3,1000,10,100,0,20,0",
        "3,1000,10,100,1048576,20,0",
        "3,1000,10,100,50,0,0",
        "3,1000,10,100,50,1048577,0",
        "3,1000,10,100,50,20,-64",
        "3,1000,10,100,50,20,63",
        "3,1000,10,100,50,20,274877906944"
    })
    void everyBoundIsChecked(int tenants, int window, int ops, int words, int handles, int records, long heap) {
        assertThatThrownBy(() -> new Geometry(PARTITIONS, tenants, window, ops, words, handles, records, heap))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("got ");
    }

    @Test
    void everyExtremeIsAllowed() {
        assertThatCode(() -> new Geometry(PARTITIONS, 1, 1, 1, 1, 1, 1, 0)).doesNotThrowAnyException();
        Geometry most =
                new Geometry(PARTITIONS, 4_094, 262_272, 4_096, 1_048_576, 1_048_575, 1_048_576, 274_877_906_880L);
        assertThat(most.windowBase(4_094) + most.windowSize() - 1).isPositive().isGreaterThan(OpcodeSpace.USER_FIRST);
        assertThat(most.bytes(Region.CONTROL)).isLessThan(Integer.MAX_VALUE);
        assertThat(most.bytes(Region.OBSERVABLE)).isEqualTo(4L * 1_048_576 * 4_095);
        assertThat(most.bytes(Region.DEBUG_LOG)).isEqualTo(128 + 64L * 1_048_576);
    }

    @Test
    void regionsHaveTheBytesOfTheirParts() {
        assertThat(SMALL.bytes(Region.RING)).isEqualTo(80 * 64);
        assertThat(SMALL.completions()).isEqualTo(128);
        assertThat(SMALL.bytes(Region.COMPLETION)).isEqualTo(128 * 32);
        assertThat(SMALL.bytes(Region.DEBUG_LOG)).isEqualTo(128 + 20 * 64);
        assertThat(SMALL.bytes(Region.IO_QUEUE)).isEqualTo(64 * 64);
        assertThat(SMALL.bytes(Region.OBSERVABLE)).isEqualTo(4 * 100 * 4);
        assertThat(SMALL.bytes(Region.HEAP)).isEqualTo(6_400);
        assertThat(new Geometry(new Partitions(2, 2, 8, 2, 2), 1, 1, 1, 1, 1, 1, 0).completions())
                .isEqualTo(16);
    }

    @Test
    void theWindowsOfAllTenantsAreDisjointAndInUserSpace() {
        Geometry full = new Geometry(PARTITIONS, 4_094, OpcodeSpace.DEFAULT_WINDOW, 1, 1, 1, 1, 0);
        long next = 0x4000_0000L;
        for (int id = 1; id <= 4_094; id++) {
            assertThat(Integer.toUnsignedLong(full.windowBase(id))).isEqualTo(next);
            next += OpcodeSpace.DEFAULT_WINDOW;
        }
        assertThat(next).isLessThanOrEqualTo(0x8000_0000L);
    }

    @Test
    void sectionsOfTheControlRegionDoNotOverlapAndTheHostsComeFirst() {
        for (Geometry geometry : List.of(
                SMALL,
                new Geometry(PARTITIONS, 1, 1, 1, 1, 1, 1, 0),
                new Geometry(PARTITIONS, 4_094, 262_144, 4_096, 1, 1_048_575, 1, 0))) {
            ControlLayout places = ControlLayout.of(geometry);
            long rows = geometry.tenantRows();
            List<long[]> parts = new ArrayList<>();
            parts.add(new long[] {0, 256});
            parts.add(new long[] {256, 256 + 128});
            for (int level = 0; level < 5; level++) {
                parts.add(new long[] {ControlLayout.tail(level), ControlLayout.tail(level) + 128});
                parts.add(new long[] {places.head(level), places.head(level) + 128});
            }
            parts.add(new long[] {places.tenantRow(0), places.tenantRow((int) rows - 1) + 64});
            parts.add(new long[] {places.opRow(0), places.opRow((int) rows * geometry.opsPerTenant() - 1) + 16});
            parts.add(new long[] {places.handleRow(0), places.handleRow(geometry.handles()) + 32});
            parts.add(new long[] {places.deviceLine(), places.deviceLine() + 128});
            parts.add(new long[] {places.countRow(0), places.countRow((int) rows - 1) + 64});
            parts.sort(Comparator.comparingLong(part -> part[0]));
            for (int i = 1; i < parts.size(); i++) {
                assertThat(parts.get(i)[0]).isGreaterThanOrEqualTo(parts.get(i - 1)[1]);
            }
            assertThat(parts.getLast()[1]).isLessThanOrEqualTo(places.bytes());
            assertThat(places.bytes()).isEqualTo(geometry.bytes(Region.CONTROL));
            assertThat(places.bytes() % 4_096).isZero();
            assertThat(places.hostBytes() % 4_096).isZero();
            assertThat(places.handleRow(geometry.handles()) + 32).isLessThanOrEqualTo(places.hostBytes());
            assertThat(places.deviceLine()).isGreaterThanOrEqualTo(places.hostBytes());
        }
    }

    @Test
    void theHeaderSaysTheGeometryInWords() {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment control = arena.allocate(SMALL.bytes(Region.CONTROL), 64);
            assertThat(ControlHeader.isValid(control)).isFalse();
            ControlHeader.write(control, SMALL);
            assertThat(ControlHeader.isValid(control)).isTrue();
            int[] words = control.asSlice(0, 256).toArray(ValueLayout.JAVA_INT);
            // Tenant rows end at 1024 + 4 * 64 = 1280, ops at 1280 + 40 * 16 = 1920, handles at 1920 + 51 * 32 = 3552.
            assertThat(words)
                    .startsWith(
                            0x53455243,
                            2,
                            8_192,
                            80,
                            0,
                            2,
                            6,
                            70,
                            78,
                            80,
                            128,
                            4,
                            1_000,
                            10,
                            100,
                            51,
                            20,
                            64,
                            1_024,
                            1_280,
                            1_920,
                            4_096,
                            4_224,
                            4_864,
                            0);
            assertThat(control.asSlice(96).toArray(ValueLayout.JAVA_INT)).containsOnly(0);
            assertThat(control.get(ValueLayout.JAVA_BYTE, 0)).isEqualTo((byte) 'C');
            assertThat(control.get(ValueLayout.JAVA_BYTE, 3)).isEqualTo((byte) 'S');
            control.set(ValueLayout.JAVA_INT, 4, LayoutVersion.CURRENT + 1);
            assertThat(ControlHeader.isValid(control)).isFalse();
        }
    }
}
