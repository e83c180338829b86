package dev.coresident.formats.gitleaks;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Where the tables {@code [[rules]]} and their keys stand in a TOML file that a parser has accepted: it knows no places. Every
 * statement is a line that begins with a key or a bracket; values are only skipped, strings of all four kinds by their quotes.
 */
final class TomlPlaces {

    /**
     * A table of the array {@code rules}.
     *
     * @param offset of its header
     * @param values by key, where the value begins
     */
    record Table(int offset, Map<String, Integer> values) {}

    private final byte[] content;
    private final List<Table> rules = new ArrayList<>();
    private int at;

    private TomlPlaces(byte[] content, int from) {
        this.content = content;
        this.at = from;
    }

    /** The tables of {@code [[rules]]}, in the order of the file. Linear; never fails, at worst finds too few. */
    static List<Table> of(byte[] content, int from) {
        TomlPlaces places = new TomlPlaces(content, from);
        places.scan();
        return places.rules;
    }

    private void scan() {
        Map<String, Integer> values = new HashMap<>();
        while (at < content.length) {
            byte first = content[at];
            if (first == ' ' || first == '\t' || first == '\r' || first == '\n') {
                at++;
            } else if (first == '#') {
                skipLine();
            } else if (first == '[') {
                int header = at;
                values = new HashMap<>();
                if (key(header + (next(1) == '[' ? 2 : 1)).equals("rules") && next(1) == '[') {
                    rules.add(new Table(header, values));
                }
                skipLine();
            } else {
                int key = at;
                skipTo('=');
                String name = key(key);
                at++;
                while (at < content.length && (content[at] == ' ' || content[at] == '\t')) {
                    at++;
                }
                values.putIfAbsent(name, at);
                skipValue();
            }
        }
    }

    private int next(int ahead) {
        return at + ahead < content.length ? content[at + ahead] : -1;
    }

    /** The bare or quoted key that begins at {@code from}; quotes and blanks around it are not part of it. */
    private String key(int from) {
        StringBuilder name = new StringBuilder();
        for (int i = from; i < content.length && content[i] != ']' && content[i] != '=' && content[i] != '\n'; i++) {
            if (content[i] != ' ' && content[i] != '\t' && content[i] != '"' && content[i] != '\'') {
                name.append((char) (content[i] & 0xFF));
            }
        }
        return name.toString();
    }

    private void skipLine() {
        skipTo('\n');
    }

    private void skipTo(char stop) {
        while (at < content.length && content[at] != stop) {
            if (stop == '=' && (content[at] == '"' || content[at] == '\'')) {
                skipString();
            } else {
                at++;
            }
        }
    }

    /** To the end of the statement: a newline outside of strings and brackets. */
    private void skipValue() {
        int depth = 0;
        while (at < content.length) {
            switch (content[at]) {
                case '"', '\'' -> skipString();
                case '#' -> skipLine();
                case '[', '{' -> {
                    depth++;
                    at++;
                }
                case ']', '}' -> {
                    depth--;
                    at++;
                }
                case '\n' -> {
                    at++;
                    if (depth <= 0) {
                        return;
                    }
                }
                default -> at++;
            }
        }
    }

    private void skipString() {
        byte quote = content[at];
        boolean multiLine = next(1) == quote && next(2) == quote;
        at += multiLine ? 3 : 1;
        while (at < content.length) {
            if (content[at] == '\\' && quote == '"') {
                at += 2;
            } else if (content[at] != quote) {
                at++;
            } else if (!multiLine) {
                at++;
                return;
            } else if (next(1) == quote && next(2) == quote && next(3) != quote) {
                at += 3;
                return;
            } else {
                at++;
            }
        }
    }
}
