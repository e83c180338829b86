package dev.coresident.backend.cuda.check;

import dev.coresident.api.KernelOptions;
import dev.coresident.api.ResidentKernel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Watts by nvidia-smi: with nothing open, and with a resident kernel that has nothing to do. */
final class Power {
    private static final String SILENT = "nvidia-smi does not tell";

    private final Sheet sheet;

    Power(Sheet sheet) {
        this.sheet = sheet;
    }

    void run(int seconds) throws Exception {
        sheet.section("Power (watts)", "state", "median", "each second");
        if (watts() < 0) {
            sheet.row(SILENT, "", "");
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
            return Double.parseDouble(ask("power.draw"));
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** What nvidia-smi says of its first device, or that it does not. */
    static String ask(String what) throws InterruptedException {
        try {
            Process asked = new ProcessBuilder("nvidia-smi", "--query-gpu=" + what, "--format=csv,noheader,nounits")
                    .redirectErrorStream(true)
                    .start();
            String said = new String(asked.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return asked.waitFor() == 0 ? said.lines().findFirst().orElse("").strip() : SILENT;
        } catch (IOException e) {
            return SILENT;
        }
    }
}
