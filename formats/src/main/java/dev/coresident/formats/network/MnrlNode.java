package dev.coresident.formats.network;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.common.collect.ImmutableList;
import dev.coresident.automata.RulePlace;
import dev.coresident.automata.nfa.ByteSet;
import dev.coresident.formats.network.Element.Start;
import dev.coresident.formats.reading.Findings;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A node of MNRL while its members are read; they come in any order. */
final class MnrlNode {

    private final RulePlace place;
    private final ImmutableList.Builder<String> targets = ImmutableList.builder();
    private String id = "";
    private String type = "";
    private String enable = "";
    private boolean report;
    private String reportEnable = "always";
    private @Nullable String reportId;
    private @Nullable String symbolSet;
    private boolean latched;

    /** A member that has another shape than MNRL gives it. */
    private @Nullable String oddMember;

    MnrlNode(RulePlace place) {
        this.place = place;
    }

    /** Reads the object whose start was read, to its end. */
    MnrlNode read(JsonParser json) throws IOException {
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "id" -> id = text(json, name);
                case "type" -> type = text(json, name);
                case "enable" -> enable = text(json, name);
                case "report" -> report = truth(json, name);
                case "reportEnable" -> reportEnable = value == JsonToken.VALUE_NULL ? "always" : text(json, name);
                case "attributes" -> readAttributes(json, value);
                case "outputDefs" -> readOutputs(json, value);
                default -> json.skipChildren();
            }
        }
        return this;
    }

    private void readAttributes(JsonParser json, JsonToken opening) throws IOException {
        if (opening != JsonToken.START_OBJECT) {
            odd(json, "attributes");
            return;
        }
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String name = json.currentName();
            JsonToken value = json.nextToken();
            switch (name) {
                case "symbolSet" -> symbolSet = text(json, name);
                case "latched" -> latched = truth(json, name);
                case "reportId" -> reportId = value == JsonToken.VALUE_NULL ? null : text(json, name);
                default -> json.skipChildren();
            }
        }
    }

    private void readOutputs(JsonParser json, JsonToken opening) throws IOException {
        if (opening != JsonToken.START_ARRAY) {
            odd(json, "outputDefs");
            return;
        }
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                odd(json, "outputDefs");
                continue;
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                boolean activate = "activate".equals(json.currentName());
                if (json.nextToken() == JsonToken.START_ARRAY && activate) {
                    readTargets(json);
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    private void readTargets(JsonParser json) throws IOException {
        while (json.nextToken() != JsonToken.END_ARRAY) {
            if (json.currentToken() != JsonToken.START_OBJECT) {
                odd(json, "activate");
                continue;
            }
            while (json.nextToken() != JsonToken.END_OBJECT) {
                boolean target = "id".equals(json.currentName());
                json.nextToken();
                if (target) {
                    targets.add(text(json, "activate"));
                } else {
                    json.skipChildren();
                }
            }
        }
    }

    private String text(JsonParser json, String name) throws IOException {
        if (json.currentToken() == JsonToken.VALUE_STRING || json.currentToken() == JsonToken.VALUE_NUMBER_INT) {
            return json.getText();
        }
        odd(json, name);
        return "";
    }

    private boolean truth(JsonParser json, String name) throws IOException {
        if (json.currentToken() != JsonToken.VALUE_TRUE && json.currentToken() != JsonToken.VALUE_FALSE) {
            odd(json, name);
        }
        return json.currentToken() == JsonToken.VALUE_TRUE;
    }

    private void odd(JsonParser json, String name) throws IOException {
        oddMember = oddMember == null ? name : oddMember;
        json.skipChildren();
    }

    /** The element; if it does not map, that is told. */
    Element finish(Findings findings) {
        ByteSet symbols = null;
        String obstacle = obstacle();
        if (obstacle == null) {
            switch (SymbolSets.read(symbolSet == null ? "" : symbolSet)) {
                case SymbolSets.Outcome.Read(ByteSet bytes) -> symbols = bytes;
                case SymbolSets.Outcome.Refused(String reason) -> obstacle = reason;
            }
        }
        if (obstacle != null) {
            findings.notMapped(place, id, obstacle);
        }
        ImmutableList<Element.Report> reports = report
                ? ImmutableList.of(new Element.Report(reportId == null ? id : reportId, reportEnable.equals("onLast")))
                : ImmutableList.of();
        Start start = switch (enable) {
            case "always" -> Start.ALL_INPUT;
            case "onStartAndActivateIn" -> Start.START_OF_DATA;
            default -> Start.NONE;
        };
        return new Element(id, symbols, start, targets.build(), reports, place);
    }

    private @Nullable String obstacle() {
        if (oddMember != null) {
            return "the member \"" + oddMember + "\" has not the shape that MNRL gives it";
        }
        if (id.isEmpty()) {
            return "a node without id does not map";
        }
        if (!type.equals("hState")) {
            return "a node of type \"" + type + "\" does not map: only hState does";
        }
        if (latched) {
            return "a latched state does not map: it stays active once it was";
        }
        if (!enable.equals("always") && !enable.equals("onStartAndActivateIn") && !enable.equals("onActivateIn")) {
            return "enable is \"" + enable + "\": it maps if it is always, onStartAndActivateIn or onActivateIn";
        }
        if (!reportEnable.equals("always") && !reportEnable.equals("onLast")) {
            return "reportEnable is \"" + reportEnable + "\": it is always or onLast";
        }
        return symbolSet == null ? "a state without symbolSet takes nothing" : null;
    }
}
