package dev.coresident.api.policy;

/**
 * Why a submission or a publication was not accepted. Nothing was changed by it but the count of the reason.
 *
 * <p>A submit answers with one long: a ticket from 0 on, or a refusal below 0, so that the fast path allocates nothing.
 */
public enum Refusal {
    /** The tenant was revoked or unregistered. */
    REVOKED(0, "the tenant was revoked", "register again for a new id"),
    /** As many submissions are outstanding as the tenant's cap allows. */
    BACKLOG_CAP(1, "the tenant's backlog cap is reached", "await a ticket, or register with a larger backlog cap"),
    /** The oldest outstanding submission still holds its cell although later ones have ended. */
    BACKLOG_STRAGGLER(
            2,
            "an old submission has not ended and its place comes round again",
            "await the oldest ticket and try again"),
    /** The opcode is neither in the tenant's window nor a system op that tenants may publish. */
    OPCODE_REFUSED(
            3, "the opcode is neither in the tenant's window nor a publishable system op", "use Tenant.opcode(local)"),
    /** More than twelve arguments. */
    TOO_MANY_ARGUMENTS(4, "a slot has twelve arguments", "pass a handle to memory instead"),
    /** A batch and its fence do not fit the backlog cap or the priority's partition. */
    BATCH_TOO_LARGE(
            5,
            "a batch and its fence must fit the backlog cap and the partition of its priority",
            "split the batch, or open the kernel with larger partitions"),
    /** The ring that the caller manages refused the slot. */
    RING(6, "the ring refused the slot", "read the ring's own answer"),
    /** The registry belongs to no kernel, so that nothing would drain a queue. */
    NOT_ATTACHED(7, "the registry belongs to no resident kernel", "register with ResidentKernel.tenants()"),
    /** The kernel is closing or closed. */
    CLOSED(8, "the kernel is closed", "open another kernel"),
    /** The device was lost. */
    DEVICE_LOST(9, "the device was lost", "open another kernel"),
    /** The tenant is suspended. */
    SUSPENDED(10, "the tenant is suspended", "submit again when somebody has resumed it"),
    /** The slots of the window, of the tenant or of one above it, are used up. */
    SLOT_BUDGET(
            11,
            "the budget of slots is used up",
            "submit again when the window has turned, or register with a larger budget"),
    /** The bytes to scan of the window are used up. */
    BYTE_BUDGET(
            12,
            "the budget of bytes to scan is used up",
            "submit again when the window has turned, or register with a larger budget"),
    /** The device time of the window is used up. */
    DEVICE_TIME_BUDGET(
            13,
            "the budget of device time is used up",
            "submit again when the window has turned, or register with a larger budget");

    /** What {@link #waitNanos} answers when waiting does not help. */
    public static final long NEVER = Long.MAX_VALUE;

    private static final Refusal[] BY_CODE = values();
    private static final int NUMBER_BITS = 8;
    private static final int NUMBER_MASK = (1 << NUMBER_BITS) - 1;
    private static final long LONGEST = Long.MAX_VALUE >>> NUMBER_BITS;

    private final int number;
    private final String rule;
    private final String wayOut;

    Refusal(int number, String rule, String wayOut) {
        this.number = number;
        this.rule = rule;
        this.wayOut = wayOut;
    }

    /** Its place in tables of counts, from 0 without gaps. */
    public int number() {
        return number;
    }

    /** The long that stands for this refusal: below 0. */
    public long code() {
        return -1L - number;
    }

    /**
     * The long that stands for this refusal and for when trying again may help.
     *
     * @param waitNanos at least 0; {@link #NEVER} if it never does
     */
    public long code(long waitNanos) {
        return -1L - (number | Math.min(waitNanos, LONGEST) << NUMBER_BITS);
    }

    /**
     * How long a refused submission has to wait before it is worth trying again, by the kernel's clock at the time of the refusal: until the
     * window turns in which what was asked for fits. 0 if no clock says; {@link #NEVER} if no window has room for it.
     *
     * @param answer a submit's
     */
    public static long waitNanos(long answer) {
        long wait = (-1L - answer) >>> NUMBER_BITS;
        return answer >= 0 ? 0 : wait == LONGEST ? NEVER : wait;
    }

    /** True of the budgets: a later window may accept what this one does not. */
    public boolean isBudget() {
        return this == SLOT_BUDGET || this == BYTE_BUDGET || this == DEVICE_TIME_BUDGET;
    }

    /** True if a submit's answer is a refusal. */
    public static boolean isRefused(long answer) {
        return answer < 0;
    }

    /**
     * The refusal that a submit's answer stands for.
     *
     * @throws IllegalArgumentException if the answer is a ticket
     */
    public static Refusal of(long answer) {
        int number = (int) (-1L - answer) & NUMBER_MASK;
        if (answer >= 0 || number >= BY_CODE.length) {
            throw new IllegalArgumentException(answer + " is a ticket, not a refusal");
        }
        return BY_CODE[number];
    }

    /** The rule that refused. */
    public String rule() {
        return rule;
    }

    /** What the caller can do. */
    public String wayOut() {
        return wayOut;
    }
}
