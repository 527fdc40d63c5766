package dev.kanit.replay.audit;

/** Text within a page; records are written by many hands, and none of them may write markup. */
final class Html {

    private Html() {}

    static String text(String raw) {
        StringBuilder safe = new StringBuilder(raw.length() + 16);
        for (int index = 0; index < raw.length(); index++) {
            char one = raw.charAt(index);
            switch (one) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(one < ' ' && one != '\n' && one != '\t' ? ' ' : one);
            }
        }
        return safe.toString();
    }
}
