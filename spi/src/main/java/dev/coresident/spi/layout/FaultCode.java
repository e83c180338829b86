package dev.coresident.spi.layout;

/**
 * Why a slot ended in FAULT. The number stands in the completion entry; the device writes those below 64, the host those from
 * 64 on.
 */
public enum FaultCode {
    /** No fault. */
    NONE(0, "no fault"),
    /** The tenant id is zero, beyond the table, or its row is free. */
    UNKNOWN_TENANT(1, "no such tenant"),
    /** The slot was published under an earlier generation of the id. */
    STALE_GENERATION(2, "the tenant id was recycled since the slot was published"),
    /** The tenant was revoked before the slot was claimed. */
    TENANT_REVOKED(3, "the tenant was revoked"),
    /** A user opcode outside the tenant's window. */
    OPCODE_OUTSIDE_WINDOW(4, "the opcode belongs to another tenant's window"),
    /** Inside the window, but bound to nothing. */
    UNBOUND_OPCODE(5, "the local opcode is bound to no op"),
    /** A reserved opcode without a meaning. */
    RESERVED_OPCODE(6, "the opcode is reserved"),
    /** An observable index beyond the tenant's window. */
    INDEX_OUT_OF_BOUNDS(7, "the index is beyond the tenant's observable window"),
    /** A handle index of zero, beyond the table, or free. */
    HANDLE_INVALID(8, "no such handle"),
    /** The handle was closed and its row reused. */
    HANDLE_STALE(9, "the handle was closed"),
    /** The handle belongs to another tenant and is not shared. */
    HANDLE_FOREIGN(10, "the handle belongs to another tenant"),
    /** Offset and length reach beyond the handle's memory. */
    HANDLE_BOUNDS(11, "the range reaches beyond the handle's memory"),
    /** The handle may be read only. */
    HANDLE_READ_ONLY(12, "the handle is read only"),
    /** An argument that the op does not accept. */
    BAD_ARGUMENT(13, "the op does not accept an argument"),
    /** The bound image is not a program image of a version and kind the device knows. */
    BAD_IMAGE(14, "the bound memory is no program image the device can run"),
    /** The pack's descriptors and arguments do not fit twelve words. */
    PACK_MALFORMED(15, "the packed slot is malformed"),
    /** The op may not run inside a packed slot. */
    PACK_OP_REFUSED(16, "the op may not run inside a packed slot"),
    /** The fence's count reaches before the ring's beginning or beyond its partition. */
    FENCE_MALFORMED(17, "the fence counts more slots than precede it"),
    /** Only the host itself may publish the op. */
    HOST_ONLY(18, "only the host may publish the op"),
    /** The op asks the host for something and the host serves nothing. */
    NO_HOST_SERVICE(19, "the op needs a host service and none is attached"),
    /** The slot's priority word is not the level of its partition. */
    BAD_PRIORITY(20, "the priority word and the partition disagree"),
    /** A custom op said so itself; r0 is the word that it gave. */
    OP_FAILED(21, "the custom op failed; r0 has the word that it gave"),
    /** The device was lost with all its memory. Written by the host. */
    DEVICE_LOST(64, "the device was lost"),
    /** The kernel was closed before the submission ended. Written by the host. */
    KERNEL_CLOSED(65, "the kernel was closed before the submission ended"),
    /** The slot was claimed and did not end within the kernel's slot limit. Written by the host. */
    SLOT_EXPIRED(66, "the slot was claimed and did not end within the slot limit"),
    /** The host's service rejected the op; r0 is the number of the kind of fault. Written by the host. */
    SERVICE_REJECTED(67, "the host's service rejected the op; r0 says what kind of fault");

    private static final FaultCode[] BY_NUMBER = new FaultCode[128];

    static {
        for (FaultCode code : values()) {
            BY_NUMBER[code.number] = code;
        }
    }

    private final int number;
    private final String meaning;

    FaultCode(int number, String meaning) {
        this.number = number;
        this.meaning = meaning;
    }

    /** The number in the completion entry. */
    public int number() {
        return number;
    }

    /** The meaning, for messages. */
    public String meaning() {
        return meaning;
    }

    /**
     * The code of a number.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static FaultCode of(int number) {
        FaultCode code = number >= 0 && number < BY_NUMBER.length ? BY_NUMBER[number] : null;
        if (code == null) {
            throw new IllegalArgumentException("no fault code has the number " + Integer.toUnsignedString(number));
        }
        return code;
    }
}
