package dev.coresident.console.web.gate;

/** A request that is answered with an error: a status, a stable word for programs and a sentence for people. */
public final class RequestRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int status;
    private final String code;

    /**
     * A refusal.
     *
     * @param status of HTTP
     * @param code a stable word
     * @param message the rule, the value and the way out
     */
    public RequestRefused(int status, String code, String message) {
        super(message, null, false, false);
        this.status = status;
        this.code = code;
    }

    /** Of HTTP. */
    public int status() {
        return status;
    }

    /** A stable word. */
    public String code() {
        return code;
    }
}
