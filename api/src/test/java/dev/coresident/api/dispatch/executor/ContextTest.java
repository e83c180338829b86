package dev.coresident.api.dispatch.executor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.api.dispatch.Key;
import dev.coresident.api.dispatch.Lookup;
import dev.coresident.api.dispatch.OpContext;
import dev.coresident.api.dispatch.OpHandler;
import dev.coresident.api.dispatch.OpOutcome;
import dev.coresident.api.dispatch.OpWords;
import dev.coresident.api.dispatch.facet.TenantBuffers;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** What a handler can reach, and what it cannot. */
final class ContextTest {
    private static final Key<String> NAME = new Key<>("name", String.class);
    private static final Key<OpHandler> OUTER = Rig.key("outer");
    private static final Key<OpHandler> INNER = Rig.key("inner");
    private static final Key<String> ABSENT = new Key<>("absent", String.class);

    private final List<Object> seen = new ArrayList<>();

    private Rig rig(OpHandler outer, OpHandler inner) {
        return Rig.with(HostServices.builder()
                .component(NAME, "Ada")
                .handler(Rig.SERVICE, OUTER, outer, NAME, INNER, OUTER, ABSENT)
                .callable(INNER, inner, OUTER, INNER)
                .build());
    }

    private static OpOutcome nothing(OpContext context, OpWords words) {
        return OpOutcome.done(0);
    }

    @Test
    void dependenciesAreValuesWhateverIsWrongWithThem() {
        Rig rig = rig(
                (context, _) -> {
                    seen.add(context.require(NAME));
                    seen.add(context.require(new Key<>("name", Integer.class)));
                    seen.add(context.require(ABSENT));
                    seen.add(context.require(new Key<>("other", String.class)));
                    seen.add(context.require(OUTER));
                    return OpOutcome.done(0);
                },
                ContextTest::nothing);
        rig.admit(1);
        rig.run();
        assertThat(seen)
                .containsExactly(
                        new Lookup.Bound<>("Ada"),
                        new Lookup.TypeMismatch<>("name", Integer.class, String.class),
                        new Lookup.NotBound<>("absent", Lookup.Why.NEVER_BOUND),
                        new Lookup.NotBound<>("other", Lookup.Why.NOT_DECLARED),
                        new Lookup.NotBound<>("outer", Lookup.Why.BEING_DISPATCHED));
    }

    @Test
    void nobodyUpTheChainOfCallsCanBeReached() {
        Rig rig = rig(
                (context, words) -> {
                    seen.add(context.call(INNER, words));
                    seen.add(context.require(INNER).getClass());
                    return OpOutcome.done(0);
                },
                (context, words) -> {
                    seen.add(context.require(OUTER));
                    seen.add(context.require(INNER));
                    return context.call(OUTER, words);
                });
        rig.admit(1);
        rig.run();
        assertThat(seen.get(0)).isEqualTo(new Lookup.NotBound<>("outer", Lookup.Why.BEING_DISPATCHED));
        assertThat(seen.get(1)).isEqualTo(new Lookup.NotBound<>("inner", Lookup.Why.BEING_DISPATCHED));
        assertThat(seen.get(2)).asString().contains("MISSING_COMPONENT", "outer: BEING_DISPATCHED");
        assertThat(seen.get(3)).isEqualTo(Lookup.Bound.class);
    }

    @Test
    void componentsAreBackWhateverACallThrew() {
        boolean[] throwing = {true};
        Rig rig = rig(
                (context, words) -> {
                    OpOutcome outcome = context.call(INNER, words);
                    seen.add(outcome);
                    return outcome;
                },
                (_, _) -> {
                    if (throwing[0]) {
                        throw new StackOverflowError("deep");
                    }
                    return OpOutcome.done(0);
                });
        rig.admit(1);
        rig.run();
        throwing[0] = false;
        rig.now += 100_000_000; // the failure cools the tenant down
        rig.admit(2);
        rig.run();
        assertThat(rig.told)
                .containsExactly(
                        "1 EXECUTION_FAILED: the handler threw (java.lang.StackOverflowError: deep)", "2 done");
    }

    @Test
    void contextAndFacetsAreDeadOutsideTheCall() {
        List<Runnable> later = new ArrayList<>();
        Rig rig = rig(
                (context, words) -> {
                    var timers = context.timers();
                    var completions = context.completions();
                    var request = context.request();
                    later.add(() -> timers.once(1));
                    later.add(() -> completions.open());
                    later.add(() -> request.requestId());
                    later.add(() -> words.word(0));
                    later.add(words::count);
                    later.add(() -> context.require(NAME));
                    later.add(() -> context.result(0, 1));
                    later.add(() -> context.passOn());
                    later.add(() -> context.clock().nanoTime());
                    later.add(() -> context.tenant().label());
                    later.add(() -> context.call(INNER, words));
                    return OpOutcome.done(0);
                },
                ContextTest::nothing);
        rig.admit(1, 4);
        rig.run();
        assertThat(later)
                .hasSize(11)
                .allSatisfy(use ->
                        assertThat(refusal(use)).contains("the context of \"outer\" is alive only during a call"));
    }

    @Test
    void contextIsDeadForOtherThreads() throws InterruptedException {
        AtomicReference<String> refused = new AtomicReference<>("");
        Rig rig = rig(
                (context, words) -> {
                    Thread other = new Thread(() -> refused.set(refusal(() -> words.word(0))));
                    other.start();
                    try {
                        other.join();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return OpOutcome.done(0);
                },
                ContextTest::nothing);
        rig.admit(1, 4);
        rig.run();
        assertThat(refused.get()).contains("alive only during a call");
    }

    @Test
    void buffersAreThoseOfTheOpsTenant() {
        TenantBuffers buffers = new TenantBuffers() {
            @Override
            public Access write(int tenantWord, int handleWord, long offset, ByteBuffer bytes) {
                seen.add("write " + tenantWord + " " + handleWord + " " + offset + " " + bytes.remaining());
                return Access.DONE;
            }

            @Override
            public Access read(int tenantWord, int handleWord, long offset, ByteBuffer into) {
                return Access.OUT_OF_BOUNDS;
            }
        };
        Rig rig = Rig.with(HostServices.builder()
                .handler(Rig.SERVICE, OUTER, (context, _) -> {
                    seen.add(context.buffers().write(9, 16, ByteBuffer.allocate(4)));
                    seen.add(context.buffers().read(9, 16, ByteBuffer.allocate(4)));
                    return OpOutcome.done(0);
                })
                .buffers(buffers)
                .build());
        rig.admit(1);
        rig.run();
        assertThat(seen)
                .containsExactly("write 7 9 16 4", TenantBuffers.Access.DONE, TenantBuffers.Access.OUT_OF_BOUNDS);
    }

    private static String refusal(Runnable use) {
        try {
            use.run();
            return "";
        } catch (IllegalStateException e) {
            return String.valueOf(e.getMessage());
        }
    }
}
