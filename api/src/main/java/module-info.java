import dev.coresident.spi.BackendProvider;
import org.jspecify.annotations.NullMarked;

/** What applications program against: tenants, rings, policies and the resident kernel. */
@NullMarked
module dev.coresident.api {
    requires static transitive org.jspecify;
    requires static jdk.jfr;
    requires transitive dev.coresident.spi;
    requires transitive dev.coresident.ledger;
    requires transitive com.google.common;

    exports dev.coresident.api;
    exports dev.coresident.api.dispatch;
    exports dev.coresident.api.dispatch.completion;
    exports dev.coresident.api.dispatch.executor;
    exports dev.coresident.api.dispatch.facet;
    exports dev.coresident.api.dispatch.govern;
    exports dev.coresident.api.dispatch.record;
    exports dev.coresident.api.dispatch.timer;
    exports dev.coresident.api.event;
    exports dev.coresident.api.memory;
    exports dev.coresident.api.policy;
    exports dev.coresident.api.replay;
    exports dev.coresident.api.replay.log;
    exports dev.coresident.api.ring;
    exports dev.coresident.api.tenant;

    uses BackendProvider;
}
