package dev.kanit.archiver.document;

import java.util.List;

/** A report as one HTML page: no script, nothing loaded from elsewhere. */
public final class Page {

    private static final String STYLE =
            """
            :root{--ink:#1c2530;--soft:#5c6b7a;--line:#d9e0e6;--open:#9a6700}
            body{font:15px/1.55 system-ui,"Segoe UI",Roboto,sans-serif;color:var(--ink);
            max-width:980px;margin:0 auto;padding:28px 20px 60px;background:#fff}
            h1{font-size:26px;margin:0 0 14px;border-bottom:2px solid var(--ink);padding-bottom:10px}
            h2{font-size:17px;margin:30px 0 8px}p{margin:8px 0}
            table{border-collapse:collapse;width:100%;font-size:13.5px}
            th{text-align:left;color:var(--soft);border-bottom:1px solid var(--ink)}
            th,td{padding:5px 12px 5px 0;vertical-align:top}td{border-bottom:1px solid var(--line)}
            td:first-child{white-space:nowrap}
            mark{background:#fff3cd;color:var(--open);font-weight:600;padding:0 3px}
            sup a{color:var(--soft);text-decoration:none;padding-left:1px}
            ol.sources{columns:2;font-size:12.5px;color:var(--soft)}
            code{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:12px}
            @media print{body{padding:0;max-width:none}h2{break-after:avoid}tr{break-inside:avoid}}
            """;

    private final Document document;
    private final List<Source> sources;
    private final StringBuilder out = new StringBuilder(16 << 10);

    private Page(Document document) {
        this.document = document;
        this.sources = document.sources();
    }

    /** The whole page, UTF-8. */
    public static String of(Document document) {
        return new Page(document).write();
    }

    private String write() {
        out.append("<!doctype html><html lang=\"").append(document.language().toLanguageTag());
        out.append("\"><head><meta charset=\"utf-8\">");
        out.append("<meta name=\"viewport\" content=\"width=device-width\"><title>");
        out.append(escaped(document.title())).append("</title><style>").append(STYLE);
        out.append("</style></head><body><h1>").append(escaped(document.title())).append("</h1>\n");
        document.blocks().forEach(this::block);
        if (!sources.isEmpty()) {
            out.append("<h2>").append(escaped(document.sourcesTitle()));
            out.append("</h2><ol class=\"sources\">");
            for (int index = 0; index < sources.size(); index++) {
                out.append("<li id=\"s").append(index + 1).append("\"><code>");
                out.append(escaped(sources.get(index).toString())).append("</code></li>");
            }
            out.append("</ol>");
        }
        return out.append("</body></html>\n").toString();
    }

    private void block(Block block) {
        switch (block) {
            case Block.Heading(String text) ->
                    out.append("<h2>").append(escaped(text)).append("</h2>\n");
            case Block.Paragraph(Line line) -> element("p", line);
            case Block.Bullets(List<Line> lines) -> {
                out.append("<ul>");
                lines.forEach(line -> element("li", line));
                out.append("</ul>\n");
            }
            case Block.Table(List<String> header, List<List<Line>> rows) -> {
                out.append("<table><thead><tr>");
                header.forEach(cell -> out.append("<th>").append(escaped(cell)).append("</th>"));
                out.append("</tr></thead><tbody>");
                for (List<Line> row : rows) {
                    out.append("<tr>");
                    row.forEach(cell -> element("td", cell));
                    out.append("</tr>\n");
                }
                out.append("</tbody></table>\n");
            }
        }
    }

    private void element(String name, Line line) {
        out.append('<').append(name).append('>');
        for (Piece piece : line.pieces()) {
            switch (piece) {
                case Piece.Words(String words) -> out.append(escaped(words));
                case Piece.Fact(String fact, Source source) -> {
                    int number = sources.indexOf(source) + 1;
                    out.append(escaped(fact)).append("<sup><a href=\"#s").append(number);
                    out.append("\">").append(number).append("</a></sup>");
                }
                case Piece.Blank(String blank) ->
                        out.append("<mark>").append(escaped(blank)).append("</mark>");
            }
        }
        out.append("</").append(name).append('>');
    }

    private static String escaped(String raw) {
        StringBuilder safe = new StringBuilder(raw.length() + 16);
        for (int index = 0; index < raw.length(); index++) {
            char one = raw.charAt(index);
            switch (one) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                default -> safe.append(one < ' ' && one != '\n' ? ' ' : one);
            }
        }
        return safe.toString();
    }
}
