package dev.kanit.archiver.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * As much of S3 as a store needs, with the conditions as they are published: 412 when one does not
 * hold, 404 for If-Match on a missing key, now and then 409 that asks to try again, ETags, ranges,
 * and lists in pages. One request at a time changes something.
 */
public final class ConditionalS3 implements AutoCloseable {

    private static final int MAX_KEYS = 1_000;

    /** Every so many conditional writes are turned away for no reason but bad luck. */
    private static final int CONFLICT_EVERY = 17;

    private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");
    private static final String BUCKET = "/evidence";

    private final HttpServer server;
    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private final NavigableMap<String, byte[]> objects = new TreeMap<>();
    private final boolean isHeeding;
    private int conditionalWrites;

    private ConditionalS3(boolean isHeeding) {
        this.isHeeding = isHeeding;
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.setExecutor(executor);
        server.createContext("/", this::handle);
        server.start();
    }

    /** Heeds the conditions. */
    public static ConditionalS3 start() {
        return new ConditionalS3(true);
    }

    /** Ignores the conditions, as older servers do. */
    public static ConditionalS3 careless() {
        return new ConditionalS3(false);
    }

    public URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void handle(HttpExchange exchange) throws IOException {
        byte[] body = exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        if (!path.startsWith(BUCKET)) {
            answer(exchange, 404, error("NoSuchBucket"));
        } else if (path.length() <= BUCKET.length() + 1) {
            answer(exchange, 200, list(exchange.getRequestURI().getRawQuery()).getBytes(UTF_8));
        } else {
            String key = path.substring(BUCKET.length() + 1);
            switch (exchange.getRequestMethod()) {
                case "PUT" -> {
                    int status = put(exchange, key, body);
                    answer(exchange, status, status == 200 ? new byte[0] : error("Refused"));
                }
                case "DELETE" -> {
                    synchronized (this) {
                        objects.remove(key);
                    }
                    answer(exchange, 204, new byte[0]);
                }
                default -> get(exchange, key);
            }
        }
    }

    private synchronized int put(HttpExchange exchange, String key, byte[] body) {
        Optional<byte[]> existing = Optional.ofNullable(objects.get(key));
        boolean isNew = exchange.getRequestHeaders().containsKey("If-None-Match");
        String match = exchange.getRequestHeaders().getFirst("If-Match");
        if (isHeeding && (isNew || match != null)) {
            if (++conditionalWrites % CONFLICT_EVERY == 0) {
                return 409;
            }
            if (isNew && existing.isPresent()) {
                return 412;
            }
            if (match != null && existing.isEmpty()) {
                return 404;
            }
            if (match != null && !match.equals(tag(existing.orElseThrow()))) {
                return 412;
            }
        }
        objects.put(key, body);
        exchange.getResponseHeaders().set("ETag", tag(body));
        return 200;
    }

    private void get(HttpExchange exchange, String key) throws IOException {
        Optional<byte[]> found;
        synchronized (this) {
            found = Optional.ofNullable(objects.get(key));
        }
        if (found.isEmpty()) {
            answer(exchange, 404, error("NoSuchKey"));
            return;
        }
        byte[] content = found.get();
        exchange.getResponseHeaders().set("ETag", tag(content));
        Matcher range =
                RANGE.matcher(
                        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Range"))
                                .orElse(""));
        if (!range.matches()) {
            answer(exchange, 200, content);
            return;
        }
        int from = Integer.parseInt(range.group(1));
        int to = Math.min(content.length, Integer.parseInt(range.group(2)) + 1);
        if (from >= content.length) {
            answer(exchange, 416, error("InvalidRange"));
        } else {
            answer(exchange, 206, Arrays.copyOfRange(content, from, to));
        }
    }

    private synchronized String list(String query) {
        String prefix = parameter(query, "prefix");
        String after = parameter(query, "continuation-token");
        StringBuilder xml = new StringBuilder("<ListBucketResult>");
        int listed = 0;
        String last = "";
        boolean isTruncated = false;
        SortedSet<String> directories = new TreeSet<>();
        for (String key :
                objects.tailMap(after.isEmpty() ? prefix : after, after.isEmpty()).keySet()) {
            if (!key.startsWith(prefix)) {
                break;
            }
            int slash = key.indexOf('/', prefix.length());
            if (slash >= 0) {
                directories.add(key.substring(0, slash + 1));
                continue;
            }
            if (listed == MAX_KEYS) {
                isTruncated = true;
                break;
            }
            xml.append("<Contents><Key>").append(key).append("</Key></Contents>");
            last = key;
            listed++;
        }
        for (String one : directories) {
            xml.append("<CommonPrefixes><Prefix>").append(one).append("</Prefix></CommonPrefixes>");
        }
        xml.append("<IsTruncated>").append(isTruncated).append("</IsTruncated>");
        if (isTruncated) {
            xml.append("<NextContinuationToken>").append(last).append("</NextContinuationToken>");
        }
        return xml.append("</ListBucketResult>").toString();
    }

    private static String parameter(String query, String name) {
        for (String one : query.split("&")) {
            if (one.startsWith(name + "=")) {
                return URLDecoder.decode(one.substring(name.length() + 1), UTF_8);
            }
        }
        return "";
    }

    private static byte[] error(String code) {
        return ("<Error><Code>" + code + "</Code><Message>" + code + "</Message></Error>")
                .getBytes(UTF_8);
    }

    private static String tag(byte[] content) {
        try {
            return '"'
                    + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content))
                    + '"';
        } catch (java.security.NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
        executor.close();
    }
}
