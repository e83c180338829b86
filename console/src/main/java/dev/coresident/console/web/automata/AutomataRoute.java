package dev.coresident.console.web.automata;

import dev.coresident.automata.GroupFigures;
import dev.coresident.automata.RuleGroup;
import dev.coresident.automata.RuleSet;
import dev.coresident.console.json.JsonLine;
import dev.coresident.console.web.api.Route;
import dev.coresident.console.web.gate.Access;
import dev.coresident.console.web.json.Json;
import io.javalin.http.HandlerType;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/** Answers with the rule sets of the moment: their groups, why each is what it is, and what they found. Any thread. */
public final class AutomataRoute {
    private final Supplier<List<RuleFigures>> automata;

    /**
     * A route.
     *
     * @param automata gives the rule sets of now
     */
    public AutomataRoute(Supplier<List<RuleFigures>> automata) {
        this.automata = automata;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(new Route(
                HandlerType.GET,
                "/api/v1/automata",
                Access.READ,
                request -> request.contentType("application/json").result(Json.bytes(this::write))));
    }

    private void write(JsonLine json) {
        json.open()
                .member("takenMillis", System.currentTimeMillis())
                .name("automata")
                .openArray();
        for (RuleFigures figures : automata.get()) {
            write(json, figures);
        }
        json.closeArray().close();
    }

    private static void write(JsonLine json, RuleFigures figures) {
        RuleSet rules = figures.rules();
        json.open()
                .member("label", rules.label())
                .member("tenant", figures.tenant())
                .member("generation", figures.generation())
                .member("rules", rules.rules().size())
                .member("imageBytes", rules.bytes())
                .member("compileNanos", rules.compileNanos())
                .member("matches", figures.matches())
                .member("scannedBytes", figures.bytes())
                .name("groups")
                .openArray();
        for (RuleGroup group : rules.groups()) {
            GroupFigures size = group.figures();
            json.open()
                    .member("kind", size.kind().name().toLowerCase(Locale.ROOT))
                    .member("rules", group.rules().size())
                    .member("imageBytes", group.bytes())
                    .member("size", size.text())
                    .member("reason", group.reason().name().toLowerCase(Locale.ROOT))
                    .member("why", group.reason().text())
                    .close();
        }
        json.closeArray().close();
    }
}
