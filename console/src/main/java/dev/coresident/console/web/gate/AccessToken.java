package dev.coresident.console.web.gate;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What callers must know. A program sends it as a bearer token; a browser exchanges it for a cookie, which is derived from the token
 * and does not reveal it. Comparing takes the same time wherever the first difference is. Any thread.
 */
public final class AccessToken {
    /** A shorter token could be guessed. */
    public static final int LEAST_LENGTH = 16;

    private final String text;
    private final byte[] digest;
    private final byte[] cookieDigest;
    private final String cookie;

    /**
     * A token.
     *
     * @param text at least {@link #LEAST_LENGTH} visible ASCII characters
     */
    public AccessToken(String text) {
        if (text.length() < LEAST_LENGTH || !text.chars().allMatch(c -> c > 0x20 && c < 0x7F)) {
            throw new IllegalArgumentException(
                    "a token has at least %d visible ASCII characters and no blanks, got %d characters: `openssl rand -hex 16` makes one"
                            .formatted(LEAST_LENGTH, text.length()));
        }
        this.text = text;
        this.digest = digest(text);
        this.cookie = derived(text);
        this.cookieDigest = digest(cookie);
    }

    /** A token of 128 random bits. */
    public static AccessToken random() {
        byte[] bits = new byte[16];
        new SecureRandom().nextBytes(bits);
        return new AccessToken(HexFormat.of().formatHex(bits));
    }

    /** What to tell the operator. */
    public String text() {
        return text;
    }

    /** What the cookie holds. */
    String cookie() {
        return cookie;
    }

    boolean matches(String candidate) {
        return MessageDigest.isEqual(digest, digest(candidate));
    }

    boolean matchesCookie(String candidate) {
        return MessageDigest.isEqual(cookieDigest, digest(candidate));
    }

    private static byte[] digest(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static String derived(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(text.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal("coresident console cookie".getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
