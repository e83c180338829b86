package dev.coresident.spi.layout;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The places in the control region: every row has its bytes, none overlaps another, and what the device writes has pages of its own. */
class ControlPlacesTest {
    private static final long PAGE = 4_096;

    private record Place(String what, long from, long bytes) {
        long to() {
            return from + bytes;
        }
    }

    @Property(tries = 200)
    void placesFollowOneAnotherWithoutOverlap(
            @ForAll @IntRange(min = 1, max = 70) int tenants,
            @ForAll @IntRange(min = 1, max = 9) int ops,
            @ForAll @IntRange(min = 1, max = 300) int handles) {
        Geometry geometry = new Geometry(Partitions.each(2), tenants, 16, ops, 1, handles, 1, 0);
        ControlLayout places = ControlLayout.of(geometry);
        List<Place> all = new ArrayList<>();
        all.add(new Place("header", 0, ControlHeader.BYTES));
        all.add(new Place("run", ControlLayout.RUN, ControlLayout.LINE));
        for (int level = 0; level < Partitions.LEVELS; level++) {
            all.add(new Place("tail " + level, ControlLayout.tail(level), ControlLayout.LINE));
        }
        for (int id = 0; id <= tenants; id++) {
            all.add(new Place("tenant " + id, places.tenantRow(id), TenantRow.BYTES));
        }
        for (int row = 0; row < (tenants + 1) * ops; row++) {
            all.add(new Place("op " + row, places.opRow(row), OpRow.BYTES));
        }
        for (int row = 0; row <= handles; row++) {
            all.add(new Place("handle " + row, places.handleRow(row), HandleRow.BYTES));
        }
        all.add(new Place("device line", places.deviceLine(), ControlLayout.LINE));
        for (int level = 0; level < Partitions.LEVELS; level++) {
            all.add(new Place("head " + level, places.head(level), ControlLayout.LINE));
        }
        for (int id = 0; id <= tenants; id++) {
            all.add(new Place("counts " + id, places.countRow(id), CountRow.BYTES));
        }
        for (int i = 1; i < all.size(); i++) {
            assertThat(all.get(i).from())
                    .as("%s after %s", all.get(i), all.get(i - 1))
                    .isGreaterThanOrEqualTo(all.get(i - 1).to());
        }
        assertThat(places.bytes())
                .isGreaterThanOrEqualTo(all.getLast().to())
                .isLessThan(all.getLast().to() + PAGE)
                .isEqualTo(geometry.bytes(Region.CONTROL));
        assertThat(places.deviceLine() % PAGE).isZero();
        assertThat(places.deviceLine()).isEqualTo(places.hostBytes());
        assertThat(places.deviceLine() - places.handleRow(handles + 1)).isLessThan(PAGE);
        assertThat(places.bytes() % PAGE).isZero();
    }
}
