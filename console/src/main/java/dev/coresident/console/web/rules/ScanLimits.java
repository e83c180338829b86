package dev.coresident.console.web.rules;

import dev.coresident.console.limit.RuleLimits;
import dev.coresident.ledger.LedgerOptions;

/**
 * The bounds of the scan service.
 *
 * @param bodyBytes the longest body
 * @param answerBytes the most bytes of matches that an answer may have
 * @param tenantBytes the most device memory that a tenant of rules sent in a request gets
 * @param rules of rule files sent in requests
 */
public record ScanLimits(long bodyBytes, long answerBytes, long tenantBytes, RuleLimits rules) {
    private static final long BODY_BYTES = 256L << 20;
    private static final long ANSWER_BYTES = 256L << 20;

    /** Checks the components. */
    public ScanLimits {
        if (tenantBytes < 0) {
            throw new IllegalArgumentException("a tenant has at least 0 bytes, got " + tenantBytes);
        }
        if (bodyBytes < 1 || answerBytes < 1) {
            throw new IllegalArgumentException(
                    "a body and an answer have at least 1 byte, got " + bodyBytes + " and " + answerBytes);
        }
    }

    /** Bodies and answers of 256 MiB, and tenants without a bound of their own. */
    public static ScanLimits defaults() {
        return new ScanLimits(BODY_BYTES, ANSWER_BYTES, LedgerOptions.UNLIMITED, RuleLimits.DEFAULT);
    }

    /** The same with another bound for tenants. */
    public ScanLimits withTenantBytes(long bytes) {
        return new ScanLimits(bodyBytes, answerBytes, bytes, rules);
    }

    /** The same with other limits for rule files. */
    public ScanLimits withRules(RuleLimits limits) {
        return new ScanLimits(bodyBytes, answerBytes, tenantBytes, limits);
    }
}
