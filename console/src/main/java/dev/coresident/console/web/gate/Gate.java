package dev.coresident.console.web.gate;

import io.javalin.http.Context;
import io.javalin.http.Cookie;
import io.javalin.http.SameSite;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Lets a request pass or refuses it, before its route runs. In this order: the host it asked, the page it comes from, the client's
 * rate, the token. Any page can make a browser ask, so what strangers' pages ask for is charged to a bucket of its own; the probes of
 * health and whoever shows the right token or cookie are charged nothing. A wrong token costs a try; without one left its refusal
 * waits, and a right one from the same address does not. Any thread.
 */
public final class Gate {
    private static final String BEARER = "Bearer ";
    private static final String HEALTH = "/health";
    private static final int BURST = 200;
    private static final int PER_SECOND = 50;
    private static final int STRANGERS_BURST = 50;
    private static final int STRANGERS_PER_SECOND = 10;
    private static final int TRIES_BURST = 10;
    private static final int TRIES_PER_SECOND = 1;
    /** How long the refusal of a wrong token waits once there are no tries left; connections are bounded, and so are guesses. */
    private static final Duration SLOWED = Duration.ofSeconds(1);

    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; font-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final AccessToken token;
    private final HostNames hosts;
    private final boolean readsNeedToken;
    private final RequestRate requests;
    private final RequestRate strangers;
    private final RequestRate tries;
    private final Runnable slowly;

    /**
     * A gate.
     *
     * @param readsNeedToken whether reading takes the token too
     */
    public Gate(AccessToken token, HostNames hosts, boolean readsNeedToken) {
        this(token, hosts, readsNeedToken, System::nanoTime, Gate::waitAWhile);
    }

    /** With a clock and a wait of the caller's. */
    Gate(AccessToken token, HostNames hosts, boolean readsNeedToken, LongSupplier nanoTime, Runnable slowly) {
        this.requests = new RequestRate(BURST, PER_SECOND, nanoTime);
        this.strangers = new RequestRate(STRANGERS_BURST, STRANGERS_PER_SECOND, nanoTime);
        this.tries = new RequestRate(TRIES_BURST, TRIES_PER_SECOND, nanoTime);
        this.slowly = slowly;
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
        demandFriend(request);
        boolean owner = isOwner(request);
        if (!owner && !isProbe(request.path()) && !requests.tryTake(client(request))) {
            // Where the right token passes and a wrong one does not, a guess must be as slow as anywhere.
            if (showsSomething(request)) {
                slowly.run();
            }
            throw tooMany(PER_SECOND);
        }
    }

    private void demandFriend(Context request) {
        String host = nullable(request.header("Host"));
        if (host == null || !hosts.isOurs(host)) {
            chargeStranger(request);
            throw new RequestRefused(
                    421,
                    "unknown-host",
                    "this server does not answer to that name: use the address that it printed, or start it with --allow-host NAME");
        }
        String origin = nullable(request.header("Origin"));
        if (isForeignPart(request) || (origin != null && !HostNames.isSameOrigin(origin, host))) {
            chargeStranger(request);
            throw new RequestRefused(403, "foreign-origin", "a page of another origin may not call this server");
        }
    }

    private void chargeStranger(Context request) {
        if (!strangers.tryTake(client(request))) {
            throw tooMany(STRANGERS_PER_SECOND);
        }
    }

    /**
     * Whether a browser says that a page of another site asks for a picture, a frame or the like, for which it sends no Origin. A link
     * that somebody follows is welcome.
     */
    private static boolean isForeignPart(Context request) {
        String site = nullable(request.header("Sec-Fetch-Site"));
        return ("cross-site".equals(site) || "same-site".equals(site))
                && !"document".equals(nullable(request.header("Sec-Fetch-Dest")));
    }

    /** Those who restart and route must be answered whoever else asks from their address. */
    private static boolean isProbe(String path) {
        return path.equals(HEALTH) || path.startsWith(HEALTH + "/");
    }

    private static RequestRefused tooMany(int perSecond) {
        return new RequestRefused(
                429, "too-many-requests", "one client gets " + perSecond + " requests a second: ask less often");
    }

    /** Whether the request shows the right token or cookie; asks for nothing. */
    private boolean isOwner(Context request) {
        String authorization = nullable(request.header("Authorization"));
        if (authorization != null) {
            return isRight(authorization);
        }
        String cookie = nullable(request.cookie(cookieName(request)));
        return cookie != null && token.matchesCookie(cookie);
    }

    private static boolean showsSomething(Context request) {
        return nullable(request.header("Authorization")) != null
                || nullable(request.cookie(cookieName(request))) != null;
    }

    private boolean isRight(String authorization) {
        return authorization.startsWith(BEARER) && token.matches(authorization.substring(BEARER.length()));
    }

    /** For the request of a route. */
    public void admit(Context request, Access access) {
        if (access == Access.OPEN || (access == Access.READ && !readsNeedToken)) {
            return;
        }
        String authorization = nullable(request.header("Authorization"));
        if (authorization != null) {
            demand(request, isRight(authorization));
            return;
        }
        String cookie = nullable(request.cookie(cookieName(request)));
        if (cookie == null) {
            throw unauthorized();
        }
        demand(request, token.matchesCookie(cookie));
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
        return cookie != null && isProved(request, token.matchesCookie(cookie));
    }

    /** Exchanges a bearer token for the cookie. */
    public void signIn(Context request) {
        String authorization = nullable(request.header("Authorization"));
        if (authorization == null) {
            throw unauthorized();
        }
        demand(request, isRight(authorization));
        request.cookie(new Cookie(cookieName(request), token.cookie(), "/", -1, false, true, null, SameSite.STRICT));
    }

    private void demand(Context request, boolean right) {
        if (!isProved(request, right)) {
            throw unauthorized();
        }
    }

    /** Guessing is slower than asking: what is wrong costs a try, and waits where none is left. What is right costs nothing. */
    private boolean isProved(Context request, boolean right) {
        if (right || tries.tryTake(client(request))) {
            return right;
        }
        slowly.run();
        throw new RequestRefused(
                429,
                "too-many-tries",
                "after " + TRIES_BURST + " wrong tokens one client gets " + TRIES_PER_SECOND
                        + " try a second: send the right one");
    }

    /** A request has a virtual thread to itself: nobody else waits. A server that stops does not wait for it. */
    private static void waitAWhile() {
        try {
            Thread.sleep(SLOWED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
