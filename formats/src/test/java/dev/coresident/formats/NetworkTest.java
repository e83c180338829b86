package dev.coresident.formats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coresident.automata.BadRules;
import dev.coresident.automata.match.Report;
import dev.coresident.formats.Scans.Match;
import dev.coresident.formats.imported.ImportLimits;
import dev.coresident.formats.imported.ImportedRules;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class NetworkTest {

    private static final String HEAD = "<automata-network id=\"n\">\n";
    private static final String COUNTED = HEAD + """
            <state-transition-element id="a" symbol-set="[a]" start="all-input">
              <activate-on-match element="c:cnt"/>
              <activate-on-match element="z"/>
            </state-transition-element>
            <counter id="c" target="3"><activate-on-target element="y"/></counter>
            <state-transition-element id="y" symbol-set="*"><report-on-match reportcode="7"/></state-transition-element>
            <state-transition-element id="z" symbol-set="\\x7a"><report-on-match reportcode="8"/></state-transition-element>
            </automata-network>
            """;

    @Test
    void whatFollowsFromACounterIsToldAndTheRestIsExact() throws Exception {
        ImportedRules rules = Imports.read(RuleFormat.ANML, COUNTED);
        assertThat(Imports.remarks(rules))
                .containsExactly(
                        "rules/file.x:6:1: c: <counter> does not map: only states do",
                        "rules/file.x:7:1: 7: the report of \"y\" depends on \"c\", which does not map");
        assertThat(Scans.run(rules, Report.SPANS, List.of("az".getBytes(StandardCharsets.US_ASCII))))
                .containsExactly(Set.of(new Match(8, 0, 2)));
    }

    @Test
    void stopEndsAtTheFirstElementThatDoesNotMap() {
        assertThat(Imports.refused(RuleFormat.ANML, COUNTED, ImportLimits.DEFAULT, BadRules.STOP))
                .isEqualTo("rules/file.x:6:1: c: <counter> does not map: only states do");
    }

    @Test
    void codesThatAreNoNumbersOrStandInTwoComponentsAreNumberedByOrder() {
        String two = """
                <state-transition-element id="%s" symbol-set="[x]" start="all-input"><report-on-match%s/></state-transition-element>
                """;
        String network = HEAD
                + two.formatted("a", " reportcode=\"5\"")
                + two.formatted("b", " reportcode=\"5\"")
                + two.formatted("c", "")
                + "</automata-network>";
        assertThat(Imports.shown(Imports.read(RuleFormat.ANML, network)))
                .containsExactly(
                        "5@a 1: a program of 2 states", "5@b 2: a program of 2 states", "c 3: a program of 2 states");
    }

    @Test
    void namesAreUtf8AndSymbolsAreBytes() throws Exception {
        ImportedRules rules = Imports.read(
                RuleFormat.ANML,
                HEAD
                        + "<state-transition-element id=\"t\u00fcr\" symbol-set=\"[\\xfc&amp;]\" start=\"all-input\"><report-on-match/>"
                        + "</state-transition-element></automata-network>");
        assertThat(rules.rules())
                .singleElement()
                .satisfies(rule -> assertThat(rule.name()).isEqualTo("t\u00fcr"));
        assertThat(Scans.run(rules, Report.ENDS, List.of("\u00fc&".getBytes(StandardCharsets.ISO_8859_1))))
                .containsExactly(Set.of(new Match(1, 1, 1), new Match(1, 2, 2)));
    }

    @Test
    void documentTypesAreRefusedSoThereAreNoEntities() {
        String entities = """
                <?xml version="1.0"?>
                <!DOCTYPE anml [<!ENTITY x SYSTEM "file:///etc/passwd">]>
                <anml><automata-network id="&x;"/></anml>
                """;
        assertThat(Imports.refused(RuleFormat.ANML, entities, ImportLimits.DEFAULT, BadRules.SKIP))
                .startsWith("rules/file.x:2:")
                .contains("a document type is refused");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            <state-transition-element id="a"/>~1: a: a state without symbol-set takes nothing
            <state-transition-element id="a" symbol-set="[a"/>~1: a: the symbol set '[a': the end of the pattern
            <state-transition-element id="a" symbol-set="ab"/>~1: a: the symbol set 'ab': a state takes one byte of a set
            <state-transition-element id="a" symbol-set="."/>~1: a: the symbol set '.': a dot could be itself or anything
            <state-transition-element id="a" symbol-set="*" start="often"/>~1: a: start is 'often'
            <state-transition-element id="a" symbol-set="*" latch="true"/>~1: a: a latched state does not map
            <state-transition-element id="a" symbol-set="*" colour="red"/>~1: a: the attribute colour of a state is not known
            <state-transition-element id="a" symbol-set="*"><shape/></state-transition-element>~1: a: <shape> within a
            <state-transition-element id="a" symbol-set="*"><activate-on-match element="b"/></state-transition-element>~1: a: activates "b", and no element
            <state-transition-element id="a" symbol-set="*"><report-on-match/></state-transition-element>~1: a: no start leads to "a"
            <or id="a"><report-on-high/></or>~1: a: <or> does not map
            <macro-reference/>~1: <macro-reference> does not map
            """)
    void elementsThatDoNotMapAreTold(String element, String remark) {
        ImportedRules rules = Imports.read(RuleFormat.ANML, HEAD + element + "</automata-network>");
        assertThat(rules.rules()).isEmpty();
        assertThat(Imports.remarks(rules).getFirst()).startsWith("rules/file.x:2:" + remark);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            <automata-network~this is not XML
            <a/>~this is not ANML: the root is <a>
            ``~this is not XML
            {}~this is not XML
            """)
    void brokenXmlIsRefusedAsAWhole(String content, String message) {
        assertThat(Imports.refused(RuleFormat.ANML, content, ImportLimits.DEFAULT, BadRules.SKIP))
                .startsWith("rules/file.x:1:")
                .contains(": " + message);
    }

    @Test
    void everyLimitOfANetworkIsNamedWithItsValue() {
        ImportLimits limits = ImportLimits.DEFAULT;
        assertThat(refusedAnml(limits.withNetwork(3, 9, 99))).contains("8:1: maxElements is 3 and this has at least 4");
        assertThat(refusedAnml(limits.withNetwork(9, 2, 99)))
                .contains("6:1: c: maxConnections is 2 and this has at least 3");
        assertThat(refusedAnml(limits.withNetwork(9, 9, 2)))
                .contains("8:1: 8: maxProgramWork is 2 and this has at least");
        assertThat(refusedAnml(limits.withTexts(2, 99))).contains("3:3: maxDepth is 2 and this has at least 3");
        assertThat(refusedAnml(limits.withTexts(9, 3))).contains("maxTextBytes is 3 and this has at least");
        assertThat(refusedAnml(limits.withMaxFileBytes(99))).contains("1:1: maxFileBytes is 99 and this has at least");
    }

    private static String refusedAnml(ImportLimits limits) {
        return Imports.refused(RuleFormat.ANML, COUNTED, limits, BadRules.SKIP);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            {"id":"a","type":"upCounter"}~a: a node of type "upCounter" does not map
            {"type":"hState"}~a node without id does not map
            {"id":"a","type":"hState","enable":"onLast"}~a: enable is "onLast"
            {"id":"a","type":"hState","enable":"always"}~a: a state without symbolSet takes nothing
            {"id":"a","type":"hState","enable":"always","attributes":{"symbolSet":"[b-a]"}}~a: the symbol set '[b-a]'
            {"id":"a","type":"hState","enable":"always","attributes":{"symbolSet":"*","latched":true}}~a: a latched state does not map
            {"id":"a","type":"hState","enable":"always","attributes":3}~a: the member "attributes" has not the shape
            4~a node is an object
            """)
    void nodesThatDoNotMapAreTold(String node, String remark) {
        ImportedRules rules = Imports.read(RuleFormat.MNRL, "{\"id\":\"n\",\n\"nodes\":[ " + node + "]}");
        assertThat(rules.rules()).isEmpty();
        assertThat(Imports.remarks(rules).getFirst()).startsWith("rules/file.x:2:11: " + remark);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', quoteCharacter = '`', textBlock = """
            {~this is not JSON
            []~this is not MNRL: it is not a JSON object
            {}~this is not MNRL: the object has no array "nodes"
            {"nodes":[]} 1~something stands behind the object
            {"nodes":[[[[[[[[[[]]]]]]]]]]}~this is larger than a limit
            """)
    void brokenJsonIsRefusedAsAWhole(String content, String message) {
        assertThat(Imports.refused(RuleFormat.MNRL, content, ImportLimits.DEFAULT.withTexts(8, 99), BadRules.SKIP))
                .contains(": " + message);
    }

    @Test
    void reportsOnTheLastByteOnlyAreKept() throws Exception {
        ImportedRules rules = Imports.read(RuleFormat.MNRL, """
                {"nodes":[{"id":"a","type":"hState","enable":"always","report":true,"reportEnable":"onLast",
                "attributes":{"symbolSet":"[a]","reportId":"3"}}]}
                """);
        assertThat(Scans.run(rules, Report.ENDS, List.of("aa".getBytes(StandardCharsets.US_ASCII))))
                .containsExactly(Set.of(new Match(3, 2, 2)));
    }

    @Test
    void elementsOfOneNameAreToldAndTheFirstCounts() {
        String twice = "<state-transition-element id=\"a\" symbol-set=\"[x]\" start=\"all-input\"><report-on-match/>"
                + "</state-transition-element>";
        ImportedRules rules = Imports.read(RuleFormat.ANML, HEAD + twice + twice + "</automata-network>");
        assertThat(rules.rules()).hasSize(1);
        assertThat(Imports.remarks(rules))
                .singleElement()
                .asString()
                .contains("an element of this name stands on line 2");
    }
}
