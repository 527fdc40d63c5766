package dev.kanit.sampletarget.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The JSON of small request bodies: objects of strings, numbers, booleans and objects. Arrays and
 * null are refused, because no request of ours has them.
 */
public final class Json {

    private static final int MAX_DEPTH = 4;

    private final String text;
    private int at;

    private Json(String text) {
        this.text = text;
    }

    /** The object that is the whole text; empty when the text is anything else. */
    public static Optional<Map<String, Object>> object(String text) {
        try {
            Json json = new Json(text);
            Map<String, Object> object = json.object(0);
            json.skipSpace();
            return json.at == text.length() ? Optional.of(object) : Optional.empty();
        } catch (NotJson e) {
            return Optional.empty();
        }
    }

    /** A JSON string, with its quotation marks. */
    public static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append("\\u%04x".formatted((int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }

    private Map<String, Object> object(int depth) throws NotJson {
        if (depth == MAX_DEPTH) {
            throw new NotJson();
        }
        Map<String, Object> members = new LinkedHashMap<>();
        expect('{');
        if (next() != '}') {
            while (true) {
                String name = string();
                expect(':');
                if (members.put(name, value(depth)) != null) {
                    throw new NotJson();
                }
                if (next() != ',') {
                    break;
                }
                at++;
            }
        }
        expect('}');
        return members;
    }

    private Object value(int depth) throws NotJson {
        return switch (next()) {
            case '{' -> object(depth + 1);
            case '"' -> string();
            case 't' -> word("true", true);
            case 'f' -> word("false", false);
            default -> number();
        };
    }

    private Object word(String word, boolean value) throws NotJson {
        if (!text.startsWith(word, at)) {
            throw new NotJson();
        }
        at += word.length();
        return value;
    }

    private Double number() throws NotJson {
        int from = at;
        while (at < text.length() && "+-.eE0123456789".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
        String number = text.substring(from, at);
        if (!number.matches("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]{1,3})?")) {
            throw new NotJson();
        }
        return Double.valueOf(number);
    }

    private String string() throws NotJson {
        expect('"');
        StringBuilder string = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return string.toString();
            }
            string.append(c == '\\' ? escaped() : c);
        }
        throw new NotJson();
    }

    private char escaped() throws NotJson {
        char c = at < text.length() ? text.charAt(at++) : ' ';
        if (c == 'u' && at + 4 <= text.length()) {
            String hex = text.substring(at, at + 4);
            if (!hex.matches("[0-9a-fA-F]{4}")) {
                throw new NotJson();
            }
            at += 4;
            return (char) Integer.parseInt(hex, 16);
        }
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> throw new NotJson();
        };
    }

    private void expect(char c) throws NotJson {
        if (next() != c) {
            throw new NotJson();
        }
        at++;
    }

    private char next() throws NotJson {
        skipSpace();
        if (at == text.length()) {
            throw new NotJson();
        }
        return text.charAt(at);
    }

    private void skipSpace() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private static final class NotJson extends Exception {
        private static final long serialVersionUID = 1;
    }
}
