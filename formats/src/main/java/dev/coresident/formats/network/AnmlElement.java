package dev.coresident.formats.network;

import com.google.common.collect.ImmutableList;
import dev.coresident.automata.RulePlace;
import dev.coresident.automata.nfa.ByteSet;
import dev.coresident.formats.network.Element.Start;
import dev.coresident.formats.reading.Findings;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * An element of ANML while its children are read. Every element may activate others and report; only states of one kind map,
 * but what the others activate must be known, as it does not map either.
 */
final class AnmlElement {

    private static final Set<String> KNOWN = Set.of("id", "name", "symbol-set", "start", "latch");

    private final String kind;
    private final String id;
    private final RulePlace place;
    private final ImmutableList.Builder<String> targets = ImmutableList.builder();
    private final ImmutableList.Builder<Element.Report> reports = ImmutableList.builder();
    private @Nullable ByteSet symbols;
    private Start start = Start.NONE;

    /** Why it does not map; null while nothing speaks against it. */
    private @Nullable String obstacle;

    AnmlElement(String kind, boolean state, XMLStreamReader xml, RulePlace place) {
        this.kind = kind;
        this.id = attribute(xml, "id", "");
        this.place = place;
        if (state) {
            readState(xml);
        } else {
            obstacle = "<" + kind + "> does not map: only states do";
        }
    }

    private static String attribute(XMLStreamReader xml, String name, String otherwise) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? otherwise : name(value);
    }

    /** A name as its writer meant it: characters are bytes here, which are UTF-8 as a rule. */
    private static String name(String bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(StandardCharsets.ISO_8859_1.newEncoder().encode(CharBuffer.wrap(bytes)))
                    .toString();
        } catch (CharacterCodingException other) {
            return bytes;
        }
    }

    private void readState(XMLStreamReader xml) {
        for (int at = 0; at < xml.getAttributeCount(); at++) {
            if (!KNOWN.contains(xml.getAttributeLocalName(at))) {
                against("the attribute " + xml.getAttributeLocalName(at) + " of a state is not known");
            }
        }
        if (!attribute(xml, "latch", "false").equals("false")) {
            against("a latched state does not map: it stays active once it was");
        }
        String word = attribute(xml, "start", "none");
        switch (word) {
            case "none" -> {}
            case "all-input" -> start = Start.ALL_INPUT;
            case "start-of-data" -> start = Start.START_OF_DATA;
            default -> against("start is '" + word + "': it is none, all-input or start-of-data");
        }
        String set = xml.getAttributeValue(null, "symbol-set");
        if (set == null) {
            against("a state without symbol-set takes nothing");
            return;
        }
        switch (SymbolSets.read(set)) {
            case SymbolSets.Outcome.Read(ByteSet bytes) -> symbols = bytes;
            case SymbolSets.Outcome.Refused(String reason) -> against(reason);
        }
    }

    private void against(String reason) {
        if (obstacle == null) {
            obstacle = reason;
        }
    }

    /** A child begins, at whatever depth. */
    void child(String name, XMLStreamReader xml) {
        String target = xml.getAttributeValue(null, "element");
        if (name.startsWith("activate-") && target != null) {
            targets.add(name(target));
            if (!name.equals("activate-on-match")) {
                against("<" + name + "> of a <" + kind + "> does not map");
            }
        } else if (name.startsWith("report-")) {
            String code = attribute(xml, "reportcode", id);
            reports.add(new Element.Report(code, false));
            if (!name.equals("report-on-match") || hasOtherThan(xml, "reportcode")) {
                against("<" + name + "> of a <" + kind + "> does not map as it stands here");
            }
        } else if (!name.equals("description")) {
            against("<" + name + "> within a <" + kind + "> is not known");
        }
    }

    private static boolean hasOtherThan(XMLStreamReader xml, String name) {
        for (int at = 0; at < xml.getAttributeCount(); at++) {
            if (!xml.getAttributeLocalName(at).equals(name)) {
                return true;
            }
        }
        return false;
    }

    /** The element; if it does not map, that is told. */
    Element finish(Findings findings) {
        if (obstacle != null) {
            findings.notMapped(place, id, obstacle);
        }
        return new Element(id, obstacle == null ? symbols : null, start, targets.build(), reports.build(), place);
    }
}
