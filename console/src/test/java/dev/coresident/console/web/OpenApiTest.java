package dev.coresident.console.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The description of the API names every route and no other, and answers have the members that it demands and no other. */
class OpenApiTest {
    @SuppressWarnings("NullAway.Init")
    private static Served served;

    @SuppressWarnings("NullAway.Init")
    private static Map<String, Object> document;

    @BeforeAll
    static void open() throws Exception {
        served = Served.withRules(ScanServiceTest.rules("words", "1:/[a-z]+/\n"));
        served.awaitSample();
        document = Served.object(served.get("/api/openapi.json").body());
    }

    @AfterAll
    static void close() throws Exception {
        served.close();
    }

    @Test
    void everyRouteIsDescribedAndEveryDescriptionIsARoute() {
        Set<String> described = new TreeSet<>();
        in(document, "paths")
                .forEach((path, methods) -> map(methods)
                        .keySet()
                        .forEach(method -> described.add(method.toUpperCase(Locale.ROOT) + " " + path)));
        Set<String> routed = new TreeSet<>();
        served.console.routes().stream()
                .filter(route -> route.path().startsWith("/api/")
                        || route.path().startsWith("/health")
                        || route.path().equals("/metrics"))
                .forEach(route -> routed.add(route.method().name() + " " + route.path()));
        assertThat(described).isEqualTo(routed);
    }

    @Test
    void answersAreWhatTheirSchemasSay() throws Exception {
        for (String path : List.of(
                "/api/v1/kernel",
                "/api/v1/tenants",
                "/api/v1/tenants/{id}",
                "/api/v1/tenants/{id}/records",
                "/api/v1/ledgers",
                "/api/v1/events",
                "/api/v1/snapshot",
                "/api/v1/rules",
                "/api/v1/automata",
                "/api/v1/session",
                "/health")) {
            String body = served.get(path.replace("{id}", "1")).body();
            Map<String, Object> ok =
                    in(document, "paths", path, "get", "responses", "200", "content", "application/json", "schema");
            check(path, ok, Served.object(body));
        }
    }

    @Test
    void whatIsKnownOfATenantThatAsksTheHostIsWhatTheSchemaSays() throws Exception {
        try (Served hosted = HostOpsSeen.open()) {
            hosted.awaitSample();
            Map<String, Object> records =
                    Served.object(hosted.get("/api/v1/tenants/1/records").body());
            check("records", in(document, "components", "schemas", "Records"), records);
            Map<String, Object> hostOps = in(records, "hostOps");
            assertThat(in(hostOps, "governor"))
                    .containsEntry("unhealthy", true)
                    .containsEntry("overloaded", true)
                    .containsEntry("failures", 5L)
                    .containsEntry("permitsInUse", 4L);
            assertThat((Long) in(hostOps, "governor").get("coolingNanos")).isPositive();
            List<?> deadlines = (List<?>) Objects.requireNonNull(hostOps.get("deadlines"));
            assertThat(deadlines).hasSize(3);
            assertThat(map(Objects.requireNonNull(deadlines.getFirst())))
                    .containsEntry("handler", "echo")
                    .containsEntry("basis", "tenant_and_service")
                    .containsEntry("samples", 3L);
        }
    }

    private static void check(String where, Map<String, Object> schema, Object value) {
        if (schema.get("$ref") instanceof String name) {
            check(where, in(document, "components", "schemas", name.substring(name.lastIndexOf('/') + 1)), value);
        } else if (schema.get("properties") instanceof Map<?, ?>) {
            Map<String, Object> members = map(value);
            Map<String, Object> properties = in(schema, "properties");
            assertThat(properties.keySet()).as(where).containsAll(members.keySet());
            assertThat(members.keySet()).as(where).containsAll(strings(schema.get("required")));
            members.forEach((name, member) -> check(where + "." + name, in(properties, name), member));
        } else if ("array".equals(schema.get("type"))) {
            ((List<?>) value).forEach(item -> check(where + "[]", in(schema, "items"), item));
        } else if (schema.get("enum") instanceof List<?> words) {
            assertThat(strings(words)).as(where).contains((String) value);
        } else {
            Class<?> type = Map.of(
                            "integer",
                            Long.class,
                            "string",
                            String.class,
                            "boolean",
                            Boolean.class,
                            "object",
                            Map.class)
                    .get((String) schema.get("type"));
            assertThat(value).as(where).isInstanceOf(type);
        }
    }

    private static List<String> strings(@Nullable Object list) {
        return ((List<?>) Objects.requireNonNull(list))
                .stream().map(String.class::cast).toList();
    }

    private static Map<String, Object> in(Map<String, Object> from, String... names) {
        Map<String, Object> at = from;
        for (String name : names) {
            assertThat(at).containsKey(name);
            at = map(Objects.requireNonNull(at.get(name)));
        }
        return at;
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Object value) {
        return (Map<String, Object>) value;
    }
}
