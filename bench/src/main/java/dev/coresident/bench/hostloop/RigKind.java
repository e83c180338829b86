package dev.coresident.bench.hostloop;

import com.lmax.disruptor.YieldingWaitStrategy;
import com.lmax.disruptor.dsl.ProducerType;
import dev.coresident.bench.hostloop.DisruptorRig.SpinThenYield;

/** The rigs that are compared. */
public enum RigKind {
    /** The product with as many tenants as producers. */
    CORESIDENT("Coresident"),
    /** The product with 1,024 registered tenants of which the producers are active. */
    CORESIDENT_1024("Coresident, 1,024 tenants"),
    /** The Disruptor with the idling of everybody else here. */
    DISRUPTOR("Disruptor, spin then yield"),
    /** The Disruptor with a wait strategy of its own. */
    DISRUPTOR_YIELDING("Disruptor, YieldingWaitStrategy"),
    /** The Disruptor told that there is one producer only, which nobody else here is. */
    DISRUPTOR_SINGLE("Disruptor, for one producer only"),
    /** JCTools queues. */
    JCTOOLS("JCTools queues"),
    /** Array blocking queues. */
    BLOCKING("ArrayBlockingQueue");

    private static final int MANY_TENANTS = 1_024;

    private final String title;

    RigKind(String title) {
        this.title = title;
    }

    /** False if it cannot serve so many producers. */
    boolean canServe(int producers) {
        return producers == 1 || this != DISRUPTOR_SINGLE;
    }

    String title() {
        return title;
    }

    Rig open(int producers) {
        return switch (this) {
            case CORESIDENT -> new CoresidentRig(producers, producers);
            case CORESIDENT_1024 -> new CoresidentRig(producers, MANY_TENANTS);
            case DISRUPTOR -> new DisruptorRig(producers, new SpinThenYield(), ProducerType.MULTI);
            case DISRUPTOR_YIELDING -> new DisruptorRig(producers, new YieldingWaitStrategy(), ProducerType.MULTI);
            case DISRUPTOR_SINGLE -> new DisruptorRig(producers, new SpinThenYield(), ProducerType.SINGLE);
            case JCTOOLS -> new JcToolsRig(producers);
            case BLOCKING -> new BlockingRig(producers);
        };
    }
}
