package dev.coresident.formats.gitleaks;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.toml.TomlFactory;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import com.google.common.collect.ImmutableList;
import dev.coresident.automata.Rule;
import dev.coresident.automata.RulePlace;
import dev.coresident.automata.syntax.PatternFlags;
import dev.coresident.formats.imported.ImportLimits;
import dev.coresident.formats.reading.Findings;
import dev.coresident.formats.reading.Places;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads the configuration of gitleaks. Its expressions are Go's: UTF-8, and {@code $} is the end and nothing else, so they are read
 * with the flags {@code 8} and {@code D}.
 */
public final class Gitleaks {

    private static final PatternFlags FLAGS = PatternFlags.of("8D");

    /** What narrows a rule in gitleaks, in the order in which it is told; {@code secretGroup} only narrows what is shown. */
    private static final ImmutableList<String> CONDITIONS =
            ImmutableList.of("keywords", "entropy", "path", "allowlist", "allowlists", "required", "secretGroup");

    private final Findings findings;
    private final Places places;
    private final byte[] content;
    private List<TomlPlaces.Table> tables = List.of();

    private Gitleaks(String file, byte[] content, Findings findings) {
        this.findings = findings;
        this.places = new Places(file, content);
        this.content = content;
    }

    /** Reads {@code content}. */
    public static void read(String file, byte[] content, Findings findings) {
        new Gitleaks(file, content, findings).readDocument();
    }

    private void readDocument() {
        int from = Places.textStart(content);
        JsonNode document;
        try {
            document = mapper(findings.limits()).readTree(content, from, content.length - from);
        } catch (StreamConstraintsException e) {
            refuse(e, from, "this is larger than a limit: ");
            return;
        } catch (JsonProcessingException e) {
            refuse(e, from, "this is not TOML: ");
            return;
        } catch (IOException | RuntimeException e) {
            // The parser lets exceptions of other kinds pass, of broken dates for instance.
            findings.refuse(places.at(0), "this is not TOML: " + e.getMessage());
            return;
        }
        tables = TomlPlaces.of(content, from);
        readExtensions(document);
        readRules(document.path("rules"));
    }

    private static TomlMapper mapper(ImportLimits limits) {
        return new TomlMapper(TomlFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.maxDepth())
                        .maxStringLength(limits.maxTextBytes())
                        .build())
                .build());
    }

    private void refuse(JsonProcessingException e, int from, String what) {
        RulePlace place = places.at(from);
        if (e.getLocation() != null
                && e.getLocation().getLineNr() >= 1
                && e.getLocation().getColumnNr() >= 1) {
            place = new RulePlace(
                    place.file(), e.getLocation().getLineNr(), e.getLocation().getColumnNr());
        }
        findings.refuse(place, what + e.getOriginalMessage());
    }

    private void readExtensions(JsonNode document) {
        if (document.has("extend")) {
            findings.notMapped(places.at(0), "extend", "rules of other files are not read: name those files too");
        }
        if (document.has("allowlist") || document.has("allowlists")) {
            findings.widened(places.at(0), "", "the allowlist for all rules");
        }
    }

    private void readRules(JsonNode rules) {
        if (!rules.isArray() || rules.isEmpty()) {
            findings.refuse(places.at(0), "this is not a configuration of gitleaks: there is no [[rules]]");
            return;
        }
        int number = 0;
        for (JsonNode rule : rules) {
            number++;
            if (findings.ended()) {
                return;
            }
            readRule(number, rule);
        }
    }

    private void readRule(int number, JsonNode rule) {
        String name = rule.path("id").asText("");
        RulePlace header = header(number);
        JsonNode regex = rule.path("regex");
        if (!regex.isTextual()) {
            findings.notMapped(
                    header, name, rule.has("path") ? "a rule of a path alone does not map" : "the rule has no regex");
            return;
        }
        byte[] pattern = regex.asText().getBytes(StandardCharsets.UTF_8);
        int offset = patternOffset(number, pattern);
        RulePlace place = offset < 0 ? header : places.at(offset);
        int before = findings.count();
        findings.add(
                Rule.read(number, pattern, FLAGS, place, findings.limits().pattern()),
                name,
                error -> offset < 0 ? header : places.at((long) offset + error));
        if (findings.count() > before) {
            String dropped = CONDITIONS.stream()
                    .filter(condition -> narrows(rule.path(condition)))
                    .collect(Collectors.joining(", "));
            if (!dropped.isEmpty()) {
                findings.widened(header, name, dropped);
            }
        }
    }

    private static boolean narrows(JsonNode condition) {
        boolean empty = condition.isContainerNode() && condition.isEmpty();
        boolean nothing = condition.isNumber() && condition.asDouble() == 0;
        return !condition.isMissingNode() && !empty && !nothing;
    }

    private RulePlace header(int number) {
        return number <= tables.size() ? places.at(tables.get(number - 1).offset()) : places.at(0);
    }

    /** Where the pattern stands letter for letter; -1 if it is spelled with escapes, or elsewhere. */
    private int patternOffset(int number, byte[] pattern) {
        Integer value =
                number <= tables.size() ? tables.get(number - 1).values().get("regex") : null;
        for (int at = value == null ? content.length : value; at <= content.length - pattern.length; at++) {
            if (content[at] == '\n' || content[at] == '\r' || content[at] == '\'' || content[at] == '"') {
                continue;
            }
            for (int i = 0; i < pattern.length; i++) {
                if (content[at + i] != pattern[i]) {
                    return -1;
                }
            }
            return at;
        }
        return -1;
    }
}
