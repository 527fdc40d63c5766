package dev.kanit.sampletarget.release;

import dev.kanit.sampletarget.http.HttpHandler;
import dev.kanit.sampletarget.http.HttpReply;
import dev.kanit.sampletarget.http.HttpRequest;
import dev.kanit.sampletarget.http.Json;
import dev.kanit.sampletarget.http.Problem;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

/** The files of the release under {@code /release/}, made when the target started. */
public final class ReleaseShelf implements HttpHandler {

    public static final String PREFIX = "/release/";

    private final Map<String, String> files;
    private final String builtAt =
            DateTimeFormatter.RFC_1123_DATE_TIME.format(Instant.now().atOffset(ZoneOffset.UTC));

    public ReleaseShelf(String stableVersion, String canaryVersion) {
        String version = Json.quote(canaryVersion);
        files =
                Map.of(
                        "tag.json",
                        """
                        {"tag":%s,"signed":true,"commit":"6f1d0c2a"}"""
                                .formatted(version),
                        "sbom.json",
                        cycloneDx(canaryVersion, "Apache-2.0"),
                        "sbom-stable.json",
                        spdx(stableVersion),
                        "provenance.json",
                        """
                        {"predicateType":"https://slsa.dev/provenance/v1","subject":%s,\
                        "builder":"release pipeline"}"""
                                .formatted(version),
                        "blind-spots.json",
                        """
                        {"scanned":9,"open":0}""",
                        "canary-plan.json",
                        """
                        {"stages":[1,5,25,50,100],"rollbackTo":%s}"""
                                .formatted(Json.quote(stableVersion)));
    }

    @Override
    public HttpReply answer(HttpRequest request) {
        return Optional.ofNullable(files.get(request.path().substring(PREFIX.length())))
                .map(body -> HttpReply.json(200, body))
                .map(
                        reply ->
                                new HttpReply(
                                        reply.status(),
                                        reply.contentType(),
                                        Map.of("Last-Modified", builtAt),
                                        reply.body()))
                .orElseGet(() -> Problem.of(404, request.path()));
    }

    private static String cycloneDx(String version, String licence) {
        return """
               {"bomFormat":"CycloneDX","specVersion":"1.6","version":1,
                "metadata":{"component":{"type":"application","name":"spark","version":%s}},
                "components":[
                 {"type":"library","name":"fastify","version":"5.6.1",
                  "licenses":[{"license":{"id":"MIT"}}]},
                 {"type":"library","name":"pg","version":"8.16.3",
                  "licenses":[{"license":{"id":"MIT"}}]},
                 {"type":"library","name":"fast-fix","version":"2.1.0",
                  "licenses":[{"license":{"id":%s}}]},
                 {"type":"library","name":"readline-shim","version":"1.0.4",
                  "licenses":[{"license":{"id":"GPL-3.0-only"}}]}]}"""
                .formatted(Json.quote(version), Json.quote(licence));
    }

    /** The stable version's, with the one GPL component that it has had for long. */
    private static String spdx(String version) {
        return """
               {"spdxVersion":"SPDX-2.3","name":"spark","packages":[
                 {"name":"spark","versionInfo":%s,"licenseConcluded":"NOASSERTION"},
                 {"name":"fastify","versionInfo":"5.4.0","licenseConcluded":"MIT"},
                 {"name":"pg","versionInfo":"8.16.0","licenseConcluded":"MIT"},
                 {"name":"readline-shim","versionInfo":"1.0.4","licenseConcluded":"GPL-3.0-only"}]}"""
                .formatted(Json.quote(version));
    }
}
