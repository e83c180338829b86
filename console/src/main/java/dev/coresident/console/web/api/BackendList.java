package dev.coresident.console.web.api;

import dev.coresident.api.Backend;
import dev.coresident.console.json.JsonLine;
import dev.coresident.console.web.gate.RequestRefused;
import dev.coresident.console.web.json.KernelJson;
import dev.coresident.spi.DeviceException;
import dev.coresident.spi.DeviceFacts;
import dev.coresident.spi.DeviceName;
import dev.coresident.spi.Probe;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The backends, probed when somebody asks for the first time (at most two seconds each) and remembered. Any thread. */
final class BackendList {
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable List<Backend> found;

    void write(JsonLine json) {
        json.open().name("backends").openArray();
        for (Backend backend : backends()) {
            json.open().member("name", backend.name()).member("module", backend.module());
            switch (backend.probe()) {
                case Probe.Ready(DeviceFacts facts, List<DeviceName> devices) -> {
                    json.member("ready", true);
                    KernelJson.device(json, facts);
                    json.name("devices").openArray();
                    for (DeviceName device : devices) {
                        json.open()
                                .member("number", device.number())
                                .member("description", device.description())
                                .close();
                    }
                    json.closeArray();
                }
                case Probe.Missing(String reason, String remedy) ->
                    json.member("ready", false).member("reason", reason).member("remedy", remedy);
            }
            json.close();
        }
        json.closeArray().close();
    }

    private List<Backend> backends() {
        lock.lock();
        try {
            List<Backend> known = found;
            if (known == null) {
                known = Backend.all();
                found = known;
            }
            return known;
        } catch (DeviceException e) {
            throw new RequestRefused(500, "backends-unknown", String.valueOf(e.getMessage()));
        } finally {
            lock.unlock();
        }
    }
}
