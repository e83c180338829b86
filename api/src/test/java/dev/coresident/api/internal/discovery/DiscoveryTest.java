package dev.coresident.api.internal.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coresident.api.Backend;
import dev.coresident.spi.BackendProvider;
import dev.coresident.spi.Coherence;
import dev.coresident.spi.Device;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceException.Category;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.DeviceOptions;
import dev.coresident.spi.ExecutionModel;
import dev.coresident.spi.Probe;
import dev.coresident.spi.SpiVersion;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class DiscoveryTest {
    private static final Probe READY =
            new Probe.Ready(new DeviceFacts("x", "a device", ExecutionModel.ROUNDS, Coherence.COHERENT, 1, 0));
    private static final Probe MISSING = new Probe.Missing("no driver", "install one");

    private record Fake(String name, int spiVersion, Supplier<Probe> answer) implements BackendProvider {
        @Override
        public Probe probe() {
            return answer.get();
        }

        @Override
        public Device open(DeviceOptions options) throws DeviceException {
            throw new DeviceException(Category.MISSING, "a fake opens nothing");
        }
    }

    private static BackendProvider fake(String name, Probe answer) {
        return new Fake(name, SpiVersion.CURRENT, () -> answer);
    }

    private static Probe.Missing missing(Probe probe) {
        assertThat(probe).isInstanceOf(Probe.Missing.class);
        return (Probe.Missing) probe;
    }

    private static Category category(Throwable thrown) {
        assertThat(thrown).isInstanceOf(DeviceException.class);
        return ((DeviceException) thrown).category();
    }

    private static String auto(BackendProvider... providers) throws DeviceException {
        return Discovery.of(List.of(providers)).select(Discovery.AUTO).name();
    }

    @Test
    void anUnknownNameSaysWhatWasAskedWhatExistsAndWhatToAdd() throws DeviceException {
        Discovery discovery = Discovery.of(List.of(fake("sim", READY), fake("cuda", MISSING)));
        assertThatThrownBy(() -> discovery.select("vulkan"))
                .satisfies(thrown -> assertThat(category(thrown)).isEqualTo(Category.USER))
                .hasMessage("no backend is called \"vulkan\"; on the module path are cuda, sim: add the module"
                        + " dev.coresident.backend.vulkan (artifact coresident-backend-vulkan) or use one of those");
        Discovery empty = Discovery.of(List.of());
        assertThatThrownBy(() -> empty.select("sim")).hasMessageContaining("are none");
        assertThat(discovery.select("cuda").name()).as("named, even if missing").isEqualTo("cuda");
    }

    @Test
    void anotherSpiVersionIsRefusedWithBothVersionsNamed() throws DeviceException {
        BackendProvider old = new Fake("old", SpiVersion.CURRENT + 1, () -> {
            throw new AssertionError("a provider of another version is not asked");
        });
        Discovery discovery = Discovery.of(List.of(old));
        assertThatThrownBy(() -> discovery.select("old"))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("SPI version " + (SpiVersion.CURRENT + 1))
                .hasMessageContaining("this is version " + SpiVersion.CURRENT);
        assertThat(missing(Discovery.probe(old)).reason())
                .contains("version " + (SpiVersion.CURRENT + 1), "version " + SpiVersion.CURRENT);
        assertThatThrownBy(() -> discovery.select(Discovery.AUTO)).hasMessageContaining("no backend is ready");
    }

    @Test
    void aProbeThatThrowsBecomesAMissingBackend() {
        BackendProvider throwing = new Fake("broken", SpiVersion.CURRENT, () -> {
            throw new IllegalStateException("driver 42");
        });
        BackendProvider linking = new Fake("broken", SpiVersion.CURRENT, () -> {
            throw new UnsatisfiedLinkError("driver 42");
        });
        for (BackendProvider broken : List.of(throwing, linking)) {
            assertThat(missing(Discovery.probe(broken)).reason()).contains("\"broken\"", "threw", "driver 42");
        }
    }

    @Test
    void aProbeThatHangsIsLeftAfterTwoSecondsAndInterrupted() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        BackendProvider stuck = new Fake("stuck", SpiVersion.CURRENT, () -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
            return READY;
        });
        assertThat(missing(Discovery.probe(stuck)).reason()).contains("\"stuck\"", "2000 ms");
        interrupted.await();
    }

    @Test
    void anInterruptedProbeIsMissingAndStaysInterrupted() {
        Thread.currentThread().interrupt();
        assertThat(Discovery.probe(fake("sim", READY))).isInstanceOf(Probe.Missing.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void twoProvidersOfOneNameAreRefused() {
        List<BackendProvider> twins = List.of(fake("sim", READY), fake("cuda", READY), fake("sim", MISSING));
        assertThatThrownBy(() -> Discovery.of(twins))
                .isInstanceOf(DeviceException.class)
                .hasMessageContaining("two backends are called \"sim\"")
                .hasMessageContaining(Fake.class.getName())
                .hasMessageContaining("keep one of them");
    }

    @Test
    void autoTakesTheFirstReadyAcceleratorThenAnyOtherByNameThenTheSimulator() throws DeviceException {
        BackendProvider sim = fake("sim", READY);
        assertThat(auto(sim, fake("aparapi", READY), fake("cuda", READY))).isEqualTo("cuda");
        assertThat(auto(sim, fake("aparapi", READY), fake("cuda", MISSING))).isEqualTo("aparapi");
        assertThat(auto(sim, fake("zeta", READY), fake("vulkan", READY), fake("cuda", MISSING)))
                .isEqualTo("vulkan");
        assertThat(auto(fake("vulkan", MISSING), sim)).isEqualTo("sim");
        assertThatThrownBy(() -> auto(fake("sim", MISSING)))
                .satisfies(thrown -> assertThat(category(thrown)).isEqualTo(Category.MISSING));
    }

    @Test
    void theSimulatorIsFoundOnTheModulePath() throws DeviceException {
        assertThat(Backend.all()).anySatisfy(backend -> {
            assertThat(backend.name()).isEqualTo("sim");
            assertThat(backend.module()).isEqualTo("dev.coresident.backend.sim");
            assertThat(backend.probe()).isInstanceOf(Probe.Ready.class);
        });
    }
}
