package dev.coresident.verification;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** What is published is complete: every module is in the BOM and says what it is. */
final class PublicationTest {
    private static final Set<String> NOT_PUBLISHED = Set.of("bom", "bench", "stress", "verification");

    @Test
    void bomNamesEveryPublishedModule() throws Exception {
        List<String> expected = folders().stream()
                .filter(folder -> !NOT_PUBLISHED.contains(folder))
                .map(folder -> "coresident-" + folder)
                .toList();
        assertThat(texts(pom("bom"), "artifactId").stream()
                        .filter(artifact -> artifact.startsWith("coresident-") && !artifact.equals("coresident-bom"))
                        .toList())
                .as("modules in bom/pom.xml")
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void everyModuleSaysWhatItIs() throws Exception {
        for (String folder : folders()) {
            Element project = pom(folder).getDocumentElement();
            assertThat(child(project, "artifactId")).isEqualTo("coresident-" + folder);
            assertThat(child(project, "name")).as("name of %s", folder).isNotBlank();
            assertThat(child(project, "description"))
                    .as("description of %s", folder)
                    .isNotBlank();
        }
    }

    private static List<String> folders() throws Exception {
        return texts(pom("."), "module");
    }

    private static Document pom(String folder) throws ParserConfigurationException, IOException, SAXException {
        Path file = House.checkout().resolve(folder).resolve("pom.xml");
        return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(file.toFile());
    }

    private static List<String> texts(Document document, String tag) {
        NodeList nodes = document.getElementsByTagName(tag);
        List<String> texts = new ArrayList<>();
        for (int index = 0; index < nodes.getLength(); index++) {
            texts.add(nodes.item(index).getTextContent().strip());
        }
        return texts;
    }

    private static String child(Element parent, String tag) {
        for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node.getNodeName().equals(tag)) {
                return node.getTextContent().strip();
            }
        }
        return "";
    }
}
