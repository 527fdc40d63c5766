package dev.kanit.executor.slack;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kanit.executor.channel.Json;
import dev.kanit.executor.channel.NoticeText;
import java.util.ArrayList;
import java.util.List;

/**
 * The body for an incoming webhook: blocks, and a text for notifications and for clients that show
 * no blocks. What is said is escaped, so nothing in it becomes a mention or a link.
 */
public final class SlackMessage {

    /** Of one section's text, as Slack publishes. */
    static final int MAX_SECTION_LENGTH = 3_000;

    /** Of a message, as Slack publishes. */
    static final int MAX_BLOCKS = 50;

    static final int MAX_TEXT_LENGTH = 4_000;

    private SlackMessage() {}

    public static String of(NoticeText text) {
        ObjectNode message = Json.object();
        message.put("text", NoticeText.cut(escaped(text.subject()), MAX_TEXT_LENGTH));
        ArrayNode blocks = message.putArray("blocks");
        section(
                blocks,
                "*" + NoticeText.cut(escaped(text.subject()), MAX_SECTION_LENGTH - 2) + "*");
        for (String chunk : chunks(text.lines())) {
            if (blocks.size() < MAX_BLOCKS) {
                section(blocks, chunk);
            }
        }
        return message.toString();
    }

    /** Slack's control characters, and no others. */
    static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static void section(ArrayNode blocks, String text) {
        ObjectNode section = blocks.addObject().put("type", "section");
        section.putObject("text").put("type", "mrkdwn").put("text", text).put("verbatim", true);
    }

    private static List<String> chunks(List<String> lines) {
        List<String> chunks = new ArrayList<>();
        StringBuilder chunk = new StringBuilder();
        for (String line : lines) {
            String one = NoticeText.cut(escaped(line), MAX_SECTION_LENGTH);
            if (chunk.length() + 1 + one.length() > MAX_SECTION_LENGTH) {
                chunks.add(chunk.toString());
                chunk.setLength(0);
            }
            chunk.append(chunk.isEmpty() ? "" : "\n").append(one);
        }
        if (!chunk.isEmpty()) {
            chunks.add(chunk.toString());
        }
        return chunks;
    }
}
