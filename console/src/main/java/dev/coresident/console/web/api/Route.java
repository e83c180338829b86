package dev.coresident.console.web.api;

import dev.coresident.console.web.gate.Access;
import io.javalin.http.Handler;
import io.javalin.http.HandlerType;

/**
 * What answers a method and a path.
 *
 * @param method of HTTP
 * @param path with names of parts in braces
 * @param access what it asks of callers
 * @param handler the answer
 */
public record Route(HandlerType method, String path, Access access, Handler handler) {
    static Route read(String path, Handler handler) {
        return new Route(HandlerType.GET, path, Access.READ, handler);
    }

    static Route open(String path, Handler handler) {
        return new Route(HandlerType.GET, path, Access.OPEN, handler);
    }

    static Route change(String path, Handler handler) {
        return new Route(HandlerType.POST, path, Access.CHANGE, handler);
    }
}
