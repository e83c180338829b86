package dev.coresident.console.web.gate;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request pass or refuses it, before its route runs. In this order: the client's rate, the host it asked, the page it comes
 * from, the token. Any thread.
 */
public final class Gate {
    private static final String BEARER = "Bearer ";
    private static final int BURST = 200;
    private static final int PER_SECOND = 50;
    private static final int TRIES_BURST = 10;
    private static final int TRIES_PER_SECOND = 1;
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final AccessToken token;
    private final HostNames hosts;
    private final boolean readsNeedToken;
    private final RequestRate requests = new RequestRate(BURST, PER_SECOND, System::nanoTime);
    private final RequestRate tries = new RequestRate(TRIES_BURST, TRIES_PER_SECOND, System::nanoTime);

    /**
     * A gate.
     *
     * @param readsNeedToken whether reading takes the token too
     */
    public Gate(AccessToken token, HostNames hosts, boolean readsNeedToken) {
        this.token = token;
        this.hosts = hosts;
        this.readsNeedToken = readsNeedToken;
    }

    /** For every request: sets the headers that every answer carries and checks what is not about a route. */
    public void enter(Context request) {
        request.header("Content-Security-Policy", CONTENT_SECURITY_POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Opener-Policy", "same-origin")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Cache-Control", "no-store");
        if (!requests.tryTake(client(request))) {
            throw new RequestRefused(
                    429, "too-many-requests", "one client gets " + PER_SECOND + " requests a second: ask less often");
        }
        String host = nullable(request.header("Host"));
        if (host == null || !hosts.isOurs(host)) {
            throw new RequestRefused(
                    421,
                    "unknown-host",
                    "this server does not answer to that name: use the address that it printed, or start it with --allow-host NAME");
        }
        String origin = nullable(request.header("Origin"));
        if (origin != null && !HostNames.isSameOrigin(origin, host)) {
            throw new RequestRefused(403, "foreign-origin", "a page of another origin may not call this server");
        }
    }

    /** For the request of a route. */
    public void admit(Context request, Access access) {
        if (access == Access.OPEN || (access == Access.READ && !readsNeedToken)) {
            return;
        }
        String authorization = nullable(request.header("Authorization"));
        if (authorization != null) {
            demandBearer(request, authorization);
            return;
        }
        String cookie = nullable(request.cookie(cookieName(request)));
        if (cookie == null) {
            throw unauthorized();
        }
        demand(request, () -> token.matchesCookie(cookie));
        // Browsers say where a changing request comes from; without that word a cookie proves nothing.
        if (access == Access.CHANGE && nullable(request.header("Origin")) == null) {
            throw new RequestRefused(
                    403,
                    "origin-missing",
                    "a change with a cookie needs an Origin header: send a bearer token instead");
        }
    }

    /** Whether the request carries the cookie; for the page, which shows what it may do. A wrong one counts as a try. */
    public boolean isSignedIn(Context request) {
        String cookie = nullable(request.cookie(cookieName(request)));
        return cookie != null && isRight(request, () -> token.matchesCookie(cookie));
    }

    /** Exchanges a bearer token for the cookie. */
    public void signIn(Context request) {
        String authorization = nullable(request.header("Authorization"));
        if (authorization == null) {
            throw unauthorized();
        }
        demandBearer(request, authorization);
        request.cookie(new Cookie(cookieName(request), token.cookie(), "/", -1, false, true, null, SameSite.STRICT));
    }

    private void demandBearer(Context request, String authorization) {
        demand(
                request,
                () -> authorization.startsWith(BEARER) && token.matches(authorization.substring(BEARER.length())));
    }

    private void demand(Context request, BooleanSupplier proof) {
        if (!isRight(request, proof)) {
            throw unauthorized();
        }
    }

    /** Guessing is slower than asking: a client without tries left is refused before anything is compared. */
    private boolean isRight(Context request, BooleanSupplier proof) {
        return switch (tries.attempt(client(request), proof)) {
            case RIGHT -> true;
            case WRONG -> false;
            case BLOCKED ->
                throw new RequestRefused(
                        429,
                        "too-many-tries",
                        "after " + TRIES_BURST + " wrong tokens one client gets " + TRIES_PER_SECOND
                                + " try a second: wait, and send the right one");
        };
    }

    private static String client(Context request) {
        return ClientAddress.of(request.req().getRemoteAddr());
    }

    private static RequestRefused unauthorized() {
        return new RequestRefused(
                401,
                "token-needed",
                "this needs the token that the server was started with or printed: send `Authorization: Bearer TOKEN`");
    }

    /** Cookies do not know ports; two consoles on one machine would sign each other out. */
    private static String cookieName(Context request) {
        return "coresident-" + request.req().getLocalPort();
    }

    /** Javalin says null where a header is missing; its types do not say so. */
    private static @Nullable String nullable(@Nullable String value) {
        return value;
    }
}
