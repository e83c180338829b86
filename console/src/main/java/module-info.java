import org.jspecify.annotations.NullMarked;

/** The {@code coresident} command. */
@NullMarked
module dev.coresident.console {
    requires static org.jspecify;
    requires dev.coresident.automata;
    requires dev.coresident.simulation;
    requires com.google.common;
    requires info.picocli;

    opens dev.coresident.console to
            info.picocli;
    opens dev.coresident.console.backends to
            info.picocli;
    opens dev.coresident.console.demo to
            info.picocli;
    opens dev.coresident.console.replay to
            info.picocli;
    opens dev.coresident.console.scan to
            info.picocli;
    opens dev.coresident.console.simulate to
            info.picocli;
    opens dev.coresident.console.terminal to
            info.picocli;
}
