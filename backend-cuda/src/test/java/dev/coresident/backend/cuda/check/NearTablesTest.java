package dev.coresident.backend.cuda.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.backend.cuda.standin.NeedsStandIn;
import dev.coresident.backend.cuda.standin.StandIn;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** DFAs walked by a table in shared memory and by one in the device's give what the simulator gives. */
@ExtendWith(NeedsStandIn.class)
final class NearTablesTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 32})
    void tablesNearAndFarGiveTheSameMatches(int lanes) throws Exception {
        StandIn.Ended run = StandIn.run(
                Map.of(StandIn.LIBRARIES, StandIn.folder(lanes).toString()), NearTablesMain.class, folder.toString());
        assertThat(run.errors()).isEmpty();
        assertThat(run.out()).containsExactly("far same same", "near same same", "near same same");
    }
}
