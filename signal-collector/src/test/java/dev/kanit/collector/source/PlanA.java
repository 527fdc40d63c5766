package dev.kanit.collector.source;

import dev.kanit.codec.plan.CollectionPlan;
import dev.kanit.codec.plan.SignalQuery;
import dev.kanit.codec.plan.Source;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The signals of the shipped plan, asked elsewhere and over a shorter window. */
public final class PlanA {

    private static final Path FILE = Path.of("../deploy/plans/spark-v1.4.0.yaml");

    private PlanA() {}

    public static CollectionPlan from(Source source, Duration window) {
        List<SignalQuery> queries = new ArrayList<>();
        signals()
                .forEach(
                        (name, signal) ->
                                queries.add(
                                        new SignalQuery(
                                                name,
                                                String.valueOf(signal.get("query")),
                                                Optional.ofNullable(signal.get("samples"))
                                                        .map(String::valueOf),
                                                window)));
        return new CollectionPlan(source, queries);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> signals() {
        try {
            Object plan =
                    new Load(LoadSettings.builder().build()).loadFromString(Files.readString(FILE));
            return Objects.requireNonNull(
                    ((Map<String, Map<String, Map<String, Object>>>) plan).get("signals"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
