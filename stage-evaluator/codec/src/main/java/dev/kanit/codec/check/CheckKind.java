package dev.kanit.codec.check;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a check asks and expects. Texts may hold {@code ${NAME}}, resolved where it is run. */
public sealed interface CheckKind {

    /** The key that the plan spells it with. */
    String word();

    /**
     * An HTTP request to each of one or several paths; every answer must be as expected.
     *
     * @param urls absolute, at least one
     * @param request what is sent to each
     * @param expect what each must answer
     * @param maxBodyBytes answers over this are errors; 1 to {@link #MAX_BODY_BYTES}
     */
    record Http(List<String> urls, HttpSent request, HttpExpected expect, int maxBodyBytes)
            implements CheckKind {

        public static final int MAX_BODY_BYTES = 16 << 20;
        public static final int MAX_URLS = 16;

        public Http {
            urls = List.copyOf(urls);
        }

        @Override
        public String word() {
            return "http";
        }
    }

    /**
     * Many requests at once, answers counted by status. A status that is not expected fails.
     *
     * @param url absolute
     * @param request what each sends
     * @param requests how many, 1 to {@link #MAX_REQUESTS}
     * @param keys whether they carry idempotency keys
     * @param expect how often each status must be seen
     */
    record Burst(
            String url,
            HttpSent request,
            int requests,
            Keys keys,
            SortedMap<Integer, CountRange> expect)
            implements CheckKind {

        public static final int MAX_REQUESTS = 1_000;

        /** What the header {@code Idempotency-Key} of the requests is. */
        public enum Keys {
            NONE,
            /** All have the same. */
            ONE,
            /** Each has its own. */
            EACH
        }

        public Burst {
            expect = new TreeMap<>(expect);
        }

        @Override
        public String word() {
            return "burst";
        }
    }

    /**
     * A WebSocket connection.
     *
     * @param url ws, wss, http or https
     * @param pong limit on the answer to a ping; milliseconds
     * @param message limit on the wait for the first message; milliseconds
     */
    record WebSocket(String url, Optional<Bound> pong, Optional<Bound> message)
            implements CheckKind {
        @Override
        public String word() {
            return "websocket";
        }
    }

    /**
     * A micro blast radius: probes against the canary alone.
     *
     * @param http address of HTTP probes
     * @param websocket address of WebSocket probes; none without it
     * @param probes of each sort, 1 to {@link #MAX_PROBES}
     * @param success bound on the share of probes that succeed, 0 to 1
     * @param p95 bound on the probes' 95th percentile, milliseconds
     * @param backpressure what is reported as a finding besides
     */
    record Blast(
            String http,
            Optional<String> websocket,
            int probes,
            Bound success,
            Bound p95,
            Optional<Backpressure> backpressure)
            implements CheckKind {

        public static final int MAX_PROBES = 200;

        @Override
        public String word() {
            return "blast";
        }
    }

    /**
     * High latency at low CPU: what waits is something else than the processor.
     *
     * @param p95 from where latency is high, milliseconds
     * @param cpu where CPU use is low, 0 to 1
     * @param query PromQL of the canary's CPU use, 0 to 1
     */
    record Backpressure(Bound p95, Bound cpu, String query) {}

    /**
     * A query whose single value must be within a bound.
     *
     * @param query PromQL, an instant query
     * @param value what it must be; NaN never is
     * @param url of a Prometheus server; the plan's own source without it
     */
    record Prometheus(String query, Bound value, Optional<String> url) implements CheckKind {
        @Override
        public String word() {
            return "prometheus";
        }
    }

    /**
     * A statement that only reads, whose first column of its only row must be within a bound.
     *
     * @param database name of the variable that holds the JDBC URL, without {@code ${}}
     * @param query one statement
     * @param value what the value must be
     */
    record Sql(String database, String query, Expectation value) implements CheckKind {
        @Override
        public String word() {
            return "sql";
        }
    }

    /**
     * Something that was built, present and as it should be.
     *
     * @param location a file below the operator's directory, or an http or https URL
     * @param fresh how old it may be; any age without it
     * @param sha256 its digest, hex in lower case; any content without it
     */
    record Artifact(String location, Optional<Duration> fresh, Optional<String> sha256)
            implements CheckKind {
        @Override
        public String word() {
            return "artifact";
        }
    }

    /**
     * What a release adds to the licences that it ships.
     *
     * @param before location of the stable version's SBOM, CycloneDX or SPDX as JSON
     * @param after location of the canary version's
     * @param deny licence ids that must not be new; {@code *} stands for any text
     */
    record Sbom(String before, String after, List<String> deny) implements CheckKind {
        public Sbom {
            deny = List.copyOf(deny);
        }

        @Override
        public String word() {
            return "sbom";
        }
    }

    /**
     * How far this host's clock and another one are apart.
     *
     * @param other whose clock
     * @param drift bound on the distance, milliseconds
     */
    record Clock(ClockOwner other, Bound drift) implements CheckKind {
        @Override
        public String word() {
            return "clock";
        }
    }

    /** Whose clock is compared with this host's. */
    sealed interface ClockOwner {

        /** A database's; {@code name} is the variable that holds its JDBC URL. */
        record Database(String name) implements ClockOwner {}

        /** A web server's, by its {@code Date} header. */
        record Web(String url) implements ClockOwner {}
    }

    /**
     * A program that the operator allowed, by the name that the operator gave it.
     *
     * @param program the operator's name for it
     * @param arguments passed as they are, without a shell
     * @param exit the expected exit code, 0 to 255
     * @param output what its standard output must be, without leading and trailing white space
     */
    record Command(String program, List<String> arguments, int exit, Optional<Expectation> output)
            implements CheckKind {
        public Command {
            arguments = List.copyOf(arguments);
        }

        @Override
        public String word() {
            return "command";
        }
    }

    /**
     * A named person's word. Nothing is run.
     *
     * @param statement what is attested
     * @param by who may attest it, for people; empty for anybody who may approve
     */
    record Attestation(String statement, String by) implements CheckKind {
        @Override
        public String word() {
            return "attestation";
        }
    }

    /**
     * What a request carries.
     *
     * @param method such as GET
     * @param headers by name
     * @param body empty for none
     */
    record HttpSent(String method, Map<String, String> headers, String body) {
        public HttpSent {
            headers = new TreeMap<>(headers);
        }
    }

    /**
     * What an answer must be.
     *
     * @param statuses one of these
     * @param headers by name in lower case
     * @param json by JSON pointer into the body
     * @param latency limit, milliseconds
     */
    record HttpExpected(
            List<CountRange> statuses,
            SortedMap<String, Expectation> headers,
            SortedMap<String, Expectation> json,
            Optional<Bound> latency) {
        public HttpExpected {
            statuses = List.copyOf(statuses);
            headers = new TreeMap<>(headers);
            json = new TreeMap<>(json);
        }
    }
}
