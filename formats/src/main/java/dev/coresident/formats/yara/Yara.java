package dev.coresident.formats.yara;

import dev.coresident.formats.imported.Remark;
import dev.coresident.formats.reading.Findings;
import dev.coresident.formats.reading.Places;
import dev.coresident.formats.yara.Token.Kind;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads the strings of YARA rules. Everything else of a rule is only stepped over: tags, meta, the condition. A file that cannot
 * be cut into rules and strings is refused as a whole.
 */
public final class Yara {

    private final Findings findings;
    private final Places places;
    private final Lexer lexer;
    private final StringRules rules;
    private Token token;
    private int strings;
    private boolean toldOfConditions;

    private Yara(String file, byte[] content, Findings findings) {
        this.findings = findings;
        this.places = new Places(file, content);
        this.lexer = new Lexer(content, Places.textStart(content));
        this.rules = new StringRules(findings, places);
        this.token = new Token(Kind.END, "", 0);
    }

    /** Reads {@code content}. */
    public static void read(String file, byte[] content, Findings findings) {
        Yara yara = new Yara(file, content, findings);
        try {
            yara.readFile();
        } catch (Malformed e) {
            findings.refuse(yara.places.at(e.offset()), e.reason());
        }
    }

    private void advance() {
        token = lexer.next();
        if (token.text().length() > findings.limits().maxTextBytes()) {
            findings.refuse(Remark.NotMapped.overLimit(
                    places.at(token.offset()),
                    "",
                    "maxTextBytes",
                    findings.limits().maxTextBytes(),
                    token.text().length()));
        }
    }

    private Malformed unexpected(String wanted) {
        return new Malformed(token.offset(), token.shown() + " stands here, where " + wanted + " is expected");
    }

    private void take(String word) {
        if (!token.is(word)) {
            throw unexpected("'" + word + "'");
        }
        advance();
    }

    private String takeAny(Kind kind, String what) {
        if (token.kind() != kind) {
            throw unexpected(what);
        }
        String text = token.text();
        advance();
        return text;
    }

    private void readFile() {
        advance();
        while (token.kind() != Kind.END && !findings.ended()) {
            if (token.is("import")) {
                advance();
                takeAny(Kind.TEXT, "the name of a module");
            } else if (token.is("include")) {
                int offset = token.offset();
                advance();
                String file = takeAny(Kind.TEXT, "the name of a file");
                findings.notMapped(
                        places.at(offset), "include", "the file \"" + utf8(file) + "\" is not read: name it too");
            } else {
                readRule();
            }
        }
    }

    private static String utf8(String latin) {
        return new String(latin.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    private void readRule() {
        while (token.is("private") || token.is("global")) {
            advance();
        }
        if (!token.is("rule")) {
            throw unexpected("'rule', 'import' or 'include'");
        }
        int offset = token.offset();
        advance();
        String name = takeAny(Kind.WORD, "the name of a rule");
        if (token.is(":")) {
            advance();
            while (token.kind() == Kind.WORD) {
                advance();
            }
        }
        take("{");
        int before = strings;
        while (!token.is("condition") && !findings.ended()) {
            readSection(name);
        }
        if (strings == before) {
            findings.notMapped(places.at(offset), name, "the rule has no strings, and conditions do not map");
        } else if (!toldOfConditions) {
            toldOfConditions = true;
            findings.note(
                    places.at(token.offset()),
                    "",
                    "conditions are not evaluated: each string of each rule is a rule, whatever the condition asks for");
        }
        while (!token.is("}") && !findings.ended()) {
            if (token.kind() == Kind.END) {
                throw new Malformed(offset, "the rule that begins here is not closed: add }");
            }
            advance();
        }
        if (!findings.ended()) {
            advance();
        }
    }

    private void readSection(String rule) {
        if (token.is("strings")) {
            advance();
            take(":");
            int anonymous = 0;
            while (token.kind() == Kind.STRING_NAME && !findings.ended()) {
                String name = token.text().equals("$") ? "$#" + ++anonymous : token.text();
                advance();
                readString(rule + "." + name);
            }
        } else if (token.is("meta")) {
            advance();
            take(":");
            while (token.kind() != Kind.END && !token.is("strings") && !token.is("condition") && !token.is("}")) {
                advance();
            }
        } else {
            throw unexpected("'meta', 'strings' or 'condition'");
        }
    }

    private void readString(String name) {
        if (!token.is("=")) {
            throw unexpected("'='");
        }
        advance();
        int offset = token.offset();
        YaraString.Value value;
        if (token.is("{")) {
            value = new YaraString.Value.Hex(lexer.braced());
            advance();
        } else if (token.kind() == Kind.EXPRESSION) {
            int end = lexer.offset();
            String pattern = token.text();
            advance();
            String letters = token.kind() == Kind.WORD && token.offset() == end ? token.text() : "";
            if (!letters.isEmpty()) {
                advance();
            }
            value = new YaraString.Value.Expression(pattern, letters);
        } else {
            value = new YaraString.Value.Text(takeAny(Kind.TEXT, "a text, an expression or a hexadecimal string"));
        }
        Map<String, String> modifiers = new LinkedHashMap<>();
        while (token.kind() == Kind.WORD && !token.is("condition") && !token.is("strings") && !token.is("meta")) {
            String modifier = takeAny(Kind.WORD, "a modifier");
            modifiers.put(modifier, token.is("(") ? argument() : "");
        }
        rules.add(new YaraString(++strings, name, offset, value, modifiers));
    }

    /** What stands in parentheses, without blanks. */
    private String argument() {
        StringBuilder argument = new StringBuilder();
        int open = token.offset();
        for (advance(); !token.is(")"); advance()) {
            if (token.kind() == Kind.END || findings.ended()) {
                throw new Malformed(open, "the parenthesis opened here is not closed: add )");
            }
            argument.append(token.text());
        }
        advance();
        return argument.toString();
    }
}
