import org.jspecify.annotations.NullMarked;

/** The {@code coresident} command and the web console. */
@SuppressWarnings("requires-automatic") // Micrometer and the metrics model have names but no descriptors.
@NullMarked
module dev.coresident.console {
    requires static org.jspecify;
    requires dev.coresident.automata;
    requires dev.coresident.formats;
    requires dev.coresident.simulation;
    requires com.google.common;
    requires info.picocli;
    requires io.javalin;
    requires micrometer.core;
    requires micrometer.registry.prometheus;
    requires java.logging;
    requires jdk.jfr; // the floors below use it where it is

    opens dev.coresident.console to
            info.picocli;
    opens dev.coresident.console.backends to
            info.picocli;
    opens dev.coresident.console.demo to
            info.picocli;
    opens dev.coresident.console.device to
            info.picocli;
    opens dev.coresident.console.limit to
            info.picocli;
    opens dev.coresident.console.replay to
            info.picocli;
    opens dev.coresident.console.rules to
            info.picocli;
    opens dev.coresident.console.scan to
            info.picocli;
    opens dev.coresident.console.serve to
            info.picocli;
    opens dev.coresident.console.simulate to
            info.picocli;
    opens dev.coresident.console.terminal to
            info.picocli;
    opens dev.coresident.console.watch to
            info.picocli;
}
