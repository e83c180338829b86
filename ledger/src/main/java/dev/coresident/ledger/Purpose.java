package dev.coresident.ledger;

/** What charged bytes are for. */
public enum Purpose {
    /** Blocks of the device's heap. */
    HEAP(0),
    /** Program images. */
    IMAGE(1),
    /** Input chunks on their way to a device. */
    INPUT(2),
    /** Results on their way from a device. */
    OUTPUT(3),
    /** Memory of the host alone: queues, tables, records. */
    HOST(4);

    static final int COUNT = values().length;

    /** Where this purpose stands in a row of figures. */
    final int column;

    Purpose(int column) {
        this.column = column;
    }
}
