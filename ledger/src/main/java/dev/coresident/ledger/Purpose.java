package dev.coresident.ledger;

/** What bytes are for. Accounts are charged for the first five; the others are memory that a device has for everybody. */
public enum Purpose {
    /** Blocks of the device's heap; of the pool, the heap itself. */
    HEAP(0),
    /** Program images. */
    IMAGE(1),
    /** Input chunks on their way to a device. */
    INPUT(2),
    /** Results on their way from a device. */
    OUTPUT(3),
    /** Memory of the host alone: queues, tables, records. */
    HOST(4),
    /** The control region: header, tails, heads, tenant, op and handle tables, counters. */
    CONTROL(5),
    /** The slots. */
    RING(6),
    /** The completion ring. */
    COMPLETION(7),
    /** Records that programs printed. */
    DEBUG_LOG(8),
    /** Requests of the device to the host. */
    IO_QUEUE(9),
    /** The words that built-in ops read and write. */
    OBSERVABLE(10),
    /** Copies of regions through which a device is fed. */
    STAGING(11);

    static final int COUNT = values().length;

    /** Where this purpose stands in a row of figures. */
    final int column;

    Purpose(int column) {
        this.column = column;
    }
}
