package dev.coresident.backend.cuda.check;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Watts by nvidia-smi: with nothing open, and with a resident kernel that has nothing to do. */
final class Power {
    private final Sheet sheet;

    Power(Sheet sheet) {
        this.sheet = sheet;
    }

    void run(int seconds) throws Exception {
        sheet.section("Power (watts)", "state", "median", "each second");
        if (watts() < 0) {
            sheet.row("nvidia-smi does not tell", "", "");
            return;
        }
        sheet.row(row("nothing open", seconds));
        try (ResidentKernel kernel =
                ResidentKernel.open(KernelOptions.defaults().withBackend("cuda"))) {
            kernel.tenants().register("idle").orThrow();
            sheet.row(row("a resident kernel without work", seconds));
        }
    }

    private static String[] row(String name, int seconds) throws Exception {
        double[] samples = new double[seconds];
        for (int i = 0; i < seconds; i++) {
            TimeUnit.SECONDS.sleep(1);
            samples[i] = watts();
        }
        return new String[] {name, Sheet.number(Sheet.median(samples)), Sheet.joined(samples)};
    }

    private static double watts() throws Exception {
        try {
            Process asked = new ProcessBuilder("nvidia-smi", "--query-gpu=power.draw", "--format=csv,noheader,nounits")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return asked.waitFor() == 0
                    ? Double.parseDouble(said.lines().findFirst().orElse("").strip())
                    : -1;
        } catch (java.io.IOException | NumberFormatException e) {
            return -1;
        }
    }
}
