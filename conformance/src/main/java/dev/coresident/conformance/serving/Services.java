package dev.coresident.conformance.serving;

import dev.coresident.api.dispatch.FaultKind;
import dev.coresident.api.dispatch.Key;
import dev.coresident.api.dispatch.OpContext;
import dev.coresident.api.dispatch.OpHandler;
import dev.coresident.api.dispatch.OpOutcome;
import dev.coresident.api.dispatch.OpWords;
import dev.coresident.api.dispatch.completion.CommandOpening;
import dev.coresident.api.dispatch.completion.Completer;
import dev.coresident.api.dispatch.executor.ExecutorOptions;
import dev.coresident.api.dispatch.executor.HostServices;
import dev.coresident.api.dispatch.executor.ServingOptions;
import dev.coresident.api.dispatch.facet.TenantBuffers;
import dev.coresident.api.dispatch.govern.GovernorPolicy;
import dev.coresident.conformance.rule.Violation;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The services that the checks of this chapter ask. */
final class Services {
    /** Gives its words back: results w0, w1, w2, w3. */
    static final int ECHO = 0;
    /** Parks until the check answers. */
    static final int WAIT = 1;
    /** Throws. */
    static final int THROW = 2;
    /** Rejects with the fault kind of number w0. */
    static final int REJECT = 3;
    /** Writes the word w2 at byte w1 of handle w0; result 0 is 1 if it did. */
    static final int WRITE = 4;
    /** Nobody's. */
    static final int NOBODY = 5;

    /** What was asked of {@link #WAIT}, in the order of the asking. */
    final List<Completer> waiting = new ArrayList<>();

    /** What the last access of {@link #WRITE} came to. */
    TenantBuffers.@Nullable Access last;

    ServingOptions options() {
        return options(ExecutorOptions.defaults());
    }

    ServingOptions options(ExecutorOptions bounds) {
        HostServices.Builder services = HostServices.builder();
        service(services, ECHO, "echo", Services::echo);
        service(services, WAIT, "wait", this::await);
        service(services, THROW, "throw", (context, words) -> {
            throw new IllegalStateException("a service that throws");
        });
        service(
                services,
                REJECT,
                "reject",
                (context, words) -> OpOutcome.rejected(kind(words.word(0)), "as asked", ""));
        service(services, WRITE, "write", this::write);
        // Checks that reject on purpose must not make their tenant wait.
        return new ServingOptions(services.build(), bounds)
                .withPolicy(GovernorPolicy.defaults().withCoolDown(1, 1));
    }

    private static void service(HostServices.Builder services, int number, String name, OpHandler handler) {
        services.handler(number, new Key<>(name, OpHandler.class), handler);
    }

    private static FaultKind kind(int number) {
        return Arrays.stream(FaultKind.values())
                .filter(kind -> kind.number() == number)
                .findFirst()
                .orElseThrow();
    }

    private static OpOutcome echo(OpContext context, OpWords words) {
        for (int i = 0; i < words.count(); i++) {
            context.result(i, words.word(i));
        }
        return OpOutcome.done(words.count());
    }

    private OpOutcome await(OpContext context, OpWords words) {
        if (context.completions().open() instanceof CommandOpening.Opened(Completer completer)) {
            waiting.add(completer);
            return OpOutcome.parked(completer.id());
        }
        throw new Violation("a command was refused with " + waiting.size() + " open");
    }

    private OpOutcome write(OpContext context, OpWords words) {
        ByteBuffer bytes = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putInt(0, words.word(2));
        TenantBuffers.Access access = context.buffers().write(words.word(0), words.word(1), bytes);
        last = access;
        context.result(0, access == TenantBuffers.Access.DONE ? 1 : 0);
        return OpOutcome.done(1);
    }
}
