package dev.coresident.console.web.api;

import dev.coresident.console.web.gate.Access;
import dev.coresident.console.web.gate.Gate;
import io.javalin.http.HandlerType;
import java.util.List;

/** How a browser exchanges the token for a cookie. */
public final class Session {
    private final Gate gate;

    /** Sessions of a gate. */
    public Session(Gate gate) {
        this.gate = gate;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.open(
                        "/api/v1/session",
                        request -> Sight.answer(
                                request,
                                json -> json.open()
                                        .member("signedIn", gate.isSignedIn(request))
                                        .close())),
                new Route(HandlerType.POST, "/api/v1/session", Access.OPEN, request -> {
                    gate.signIn(request);
                    request.status(204);
                }));
    }
}
