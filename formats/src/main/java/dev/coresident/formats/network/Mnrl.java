package dev.coresident.formats.network;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import dev.coresident.automata.RulePlace;
import dev.coresident.formats.imported.ImportLimits;
import dev.coresident.formats.imported.Remark;
import dev.coresident.formats.reading.Findings;
import dev.coresident.formats.reading.Places;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads MNRL, the JSON of automata networks: an object with {@code nodes}. One pass, no tree. */
public final class Mnrl {

    private final Findings findings;
    private final Places places;
    private final List<Element> elements = new ArrayList<>();
    private boolean hasNodes;

    private Mnrl(String file, byte[] content, Findings findings) {
        this.findings = findings;
        this.places = new Places(file, content);
    }

    /** Reads {@code content}. */
    public static void read(String file, byte[] content, Findings findings) {
        Mnrl mnrl = new Mnrl(file, content, findings);
        mnrl.readDocument(content);
        NetworkRules.make(mnrl.elements, findings);
    }

    private void readDocument(byte[] content) {
        try (JsonParser json = factory(findings.limits()).createParser(content)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                findings.refuse(place(json), "this is not MNRL: it is not a JSON object");
                return;
            }
            while (!findings.ended() && json.nextToken() != JsonToken.END_OBJECT) {
                boolean nodes = "nodes".equals(json.currentName());
                if (json.nextToken() == JsonToken.START_ARRAY && nodes) {
                    hasNodes = true;
                    readNodes(json);
                } else {
                    json.skipChildren();
                }
            }
            if (!findings.ended() && !hasNodes) {
                findings.refuse(places.at(0), "this is not MNRL: the object has no array \"nodes\"");
            }
            if (!findings.ended() && json.nextToken() != null) {
                findings.refuse(place(json), "something stands behind the object");
            }
        } catch (StreamConstraintsException e) {
            refuse(e, "this is larger than a limit: ");
        } catch (JsonProcessingException e) {
            refuse(e, "this is not JSON: ");
        } catch (IOException | RuntimeException e) {
            // Broken encodings end in exceptions of other kinds.
            findings.refuse(places.at(0), "this is not JSON: " + e.getMessage());
        }
    }

    private static JsonFactory factory(ImportLimits limits) {
        return JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.maxDepth())
                        .maxStringLength(limits.maxTextBytes())
                        .maxNameLength(limits.maxTextBytes())
                        .build())
                .build();
    }

    private void refuse(JsonProcessingException e, String what) {
        long offset = e.getLocation() == null ? 0 : e.getLocation().getByteOffset();
        findings.refuse(places.at(Math.max(offset, 0)), what + e.getOriginalMessage());
    }

    private RulePlace place(JsonParser json) {
        return places.at(Math.max(json.currentTokenLocation().getByteOffset(), 0));
    }

    private void readNodes(JsonParser json) throws IOException {
        while (!findings.ended() && json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                findings.notMapped(place(json), "", "a node is an object");
                json.skipChildren();
            } else if (elements.size() == findings.limits().maxElements()) {
                findings.refuse(Remark.NotMapped.overLimit(
                        place(json), "", "maxElements", findings.limits().maxElements(), elements.size() + 1L));
            } else {
                elements.add(new MnrlNode(place(json)).read(json).finish(findings));
            }
        }
    }
}
