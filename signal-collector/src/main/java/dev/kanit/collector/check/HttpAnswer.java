package dev.kanit.collector.check;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a server answered.
 *
 * @param status 100 to 599
 * @param headers by name in lower case
 * @param body within the check's limit; not copied, so not to be changed
 * @param millis from the request to the end of the body
 */
@SuppressWarnings("ArrayRecordComponent") // read once, never compared
public record HttpAnswer(
        int status, Map<String, List<String>> headers, byte[] body, double millis) {

    public HttpAnswer {
        headers = new TreeMap<>(headers);
    }
}
