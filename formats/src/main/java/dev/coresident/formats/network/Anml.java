package dev.coresident.formats.network;

import dev.coresident.automata.RulePlace;
import dev.coresident.formats.imported.Remark;
import dev.coresident.formats.reading.Findings;
import dev.coresident.formats.reading.Places;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Reads ANML, the XML of automata networks. Document types are refused, so there are no entities but XML's own five. The
 * text is read a character a byte: offsets are those of the file, and symbols above 127 are the bytes that stand there.
 */
public final class Anml {

    private static final Set<String> CONTAINERS = Set.of("anml", "automata-network");
    private static final String STATE = "state-transition-element";

    private final Findings findings;
    private final String text;
    private final int skippedBytes;
    private final Places places;
    private final List<Element> elements = new ArrayList<>();
    private @Nullable AnmlElement open;
    private int openDepth;

    private Anml(String file, byte[] content, Findings findings) {
        this.findings = findings;
        this.places = new Places(file, content);
        this.skippedBytes = Places.textStart(content);
        this.text = new String(content, skippedBytes, content.length - skippedBytes, StandardCharsets.ISO_8859_1);
    }

    /** Reads {@code content}. */
    public static void read(String file, byte[] content, Findings findings) {
        Anml anml = new Anml(file, content, findings);
        if (anml.readDocument()) {
            NetworkRules.make(anml.elements, findings);
        }
    }

    private boolean readDocument() {
        try {
            XMLStreamReader xml = factory().createXMLStreamReader(new StringReader(text));
            try {
                readElements(xml);
            } finally {
                xml.close();
            }
        } catch (XMLStreamException | RuntimeException e) {
            // The JDK's reader throws more than its own exception on some broken documents.
            int offset = e instanceof XMLStreamException at && at.getLocation() != null
                    ? at.getLocation().getCharacterOffset()
                    : 0;
            findings.refuse(places.at(skippedBytes + Math.max(offset, 0)), "this is not XML: " + firstLine(e));
        }
        return !findings.ended();
    }

    /** Without the JDK's own limits where they count what cannot grow without a document type, or what is counted here by name. */
    private static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
        factory.setProperty("jdk.xml.maxGeneralEntitySizeLimit", 0);
        factory.setProperty("jdk.xml.totalEntitySizeLimit", 0);
        factory.setProperty("jdk.xml.entityExpansionLimit", 0);
        factory.setProperty("jdk.xml.maxElementDepth", 0);
        return factory;
    }

    /** The parser's message without the position that it writes in front. */
    private static String firstLine(Exception failure) {
        String message = String.valueOf(failure.getMessage());
        int words = message.indexOf("Message: ");
        String line = words < 0 ? message : message.substring(words + "Message: ".length());
        return line.lines().findFirst().orElse("it cannot be read");
    }

    private void readElements(XMLStreamReader xml) throws XMLStreamException {
        int depth = 0;
        while (xml.hasNext() && !findings.ended()) {
            switch (xml.next()) {
                case XMLStreamConstants.DTD ->
                    findings.refuse(
                            place(xml), "a document type is refused, as it can name files and grow without bound");
                case XMLStreamConstants.START_ELEMENT -> {
                    depth++;
                    begin(xml, depth);
                    if (!findings.ended() && open == null && !CONTAINERS.contains(xml.getLocalName())) {
                        skip(xml);
                        depth--;
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> {
                    if (open != null && depth == openDepth) {
                        elements.add(open.finish(findings));
                        open = null;
                    }
                    depth--;
                }
                default -> {}
            }
        }
    }

    private void begin(XMLStreamReader xml, int depth) {
        String name = xml.getLocalName();
        if (depth > findings.limits().maxDepth()) {
            findings.refuse(Remark.NotMapped.overLimit(
                    place(xml), "", "maxDepth", findings.limits().maxDepth(), depth));
        } else if (!boundedAttributes(xml)) {
            return;
        } else if (open != null) {
            open.child(name, xml);
        } else if (depth == 1 && !CONTAINERS.contains(name)) {
            findings.refuse(
                    place(xml), "this is not ANML: the root is <" + name + ">, not <anml> or <automata-network>");
        } else if (!CONTAINERS.contains(name) && xml.getAttributeValue(null, "id") != null) {
            if (elements.size() == findings.limits().maxElements()) {
                findings.refuse(Remark.NotMapped.overLimit(
                        place(xml), "", "maxElements", findings.limits().maxElements(), elements.size() + 1L));
                return;
            }
            open = new AnmlElement(name, name.equals(STATE), xml, place(xml));
            openDepth = depth;
        } else if (!CONTAINERS.contains(name) && !name.equals("description")) {
            findings.notMapped(place(xml), "", "<" + name + "> does not map, and has no id by which it could be told");
        }
    }

    private boolean boundedAttributes(XMLStreamReader xml) {
        int most = findings.limits().maxTextBytes();
        for (int at = 0; at < xml.getAttributeCount(); at++) {
            if (xml.getAttributeValue(at).length() > most) {
                findings.refuse(Remark.NotMapped.overLimit(
                        place(xml),
                        xml.getAttributeLocalName(at),
                        "maxTextBytes",
                        most,
                        xml.getAttributeValue(at).length()));
                return false;
            }
        }
        return true;
    }

    /** Goes to the end of the element whose start was read. */
    private static void skip(XMLStreamReader xml) throws XMLStreamException {
        for (int depth = 1; depth > 0; ) {
            int event = xml.next();
            if (event == XMLStreamConstants.START_ELEMENT) {
                depth++;
            } else if (event == XMLStreamConstants.END_ELEMENT) {
                depth--;
            }
        }
    }

    /**
     * Where the tag that was just read begins. The parser knows where it ends, or a character further; a tag has no {@code <} but its
     * first.
     */
    private RulePlace place(XMLStreamReader xml) {
        int behind = Math.clamp(xml.getLocation().getCharacterOffset(), 0, text.length());
        int end = text.lastIndexOf('>', Math.max(behind - 1, 0));
        return places.at(skippedBytes + (long) Math.max(text.lastIndexOf('<', end), 0));
    }
}
