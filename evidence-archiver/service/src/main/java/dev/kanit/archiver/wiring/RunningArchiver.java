package dev.kanit.archiver.wiring;

import dev.kanit.archiver.ArchiverSettings;
import dev.kanit.archiver.EvidenceArchiver;
import dev.kanit.archiver.intake.IntakeCounters;
import dev.kanit.archiver.intake.IntakeHealth;
import dev.kanit.archiver.report.ReportSpecs;
import dev.kanit.archiver.retention.RetentionPolicy;
import dev.kanit.archiver.retention.RetentionSettings;
import dev.kanit.archiver.store.S3Settings;
import dev.kanit.archiver.store.S3Store;
import dev.kanit.archiver.witness.WitnessSettings;
import dev.kanit.ledger.store.DirectoryStore;
import dev.kanit.schemas.SchemaRegistryClient;
import io.micronaut.context.BeanProvider;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Context;
import io.micronaut.context.annotation.Requires;
import io.micronaut.context.annotation.Value;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;

/** The archiver with what it owns, started and ended with the application. */
@Context
@Bean(preDestroy = "close")
@Requires(property = "kanit.archiver.enabled", notEquals = "false", defaultValue = "true")
@Requires(property = "kanit.kafka.bootstrap-servers")
@Requires(property = "kanit.registry.url")
@Requires(property = "kanit.archiver.root")
final class RunningArchiver implements AutoCloseable {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);

    private final SchemaRegistryClient registry;
    private final EvidenceArchiver archiver;

    RunningArchiver(
            KafkaConnection kafka,
            @Value("${kanit.registry.url}") String registryUrl,
            @Value("${kanit.archiver.root}") String root,
            @Value("${kanit.archiver.s3.bucket:}") String bucket,
            @Value("${kanit.archiver.s3.prefix:}") String prefix,
            @Value("${kanit.archiver.s3.region:us-east-1}") String region,
            @Value("${kanit.archiver.s3.endpoint:}") String endpoint,
            @Value("${kanit.archiver.retention.enabled:true}") boolean isPruning,
            @Value("${kanit.archiver.retention.payload:90d}") Duration payload,
            @Value("${kanit.archiver.retention.entries:400d}") Duration entries,
            @Value("${kanit.archiver.retention.every:1h}") Duration every,
            @Value("${kanit.archiver.witnesses.file:}") String witnesses,
            @Value("${kanit.archiver.witnesses.patience:60s}") Duration patience,
            BeanProvider<ReportSpecs> specs)
            throws IOException {
        registry = new SchemaRegistryClient(URI.create(registryUrl), ANSWER_WITHIN);
        archiver =
                EvidenceArchiver.start(
                        new ArchiverSettings(
                                        kafka.settings(),
                                        Path.of(root),
                                        ArchiverSettings.USUAL_SEGMENT_AGE)
                                .withRetention(retention(isPruning, payload, entries, every))
                                .withWitnesses(witnesses(witnesses, patience)),
                        bucket.isEmpty()
                                ? DirectoryStore.open(Path.of(root))
                                : S3Store.open(
                                        new S3Settings(
                                                bucket,
                                                prefix,
                                                region,
                                                Optional.of(endpoint)
                                                        .filter(uri -> !uri.isEmpty())
                                                        .map(URI::create)),
                                        DefaultCredentialsProvider.builder().build()),
                        registry,
                        plan -> specs.get().apply(plan));
    }

    private static Optional<RetentionSettings> retention(
            boolean isPruning, Duration payload, Duration entries, Duration every) {
        return isPruning
                ? Optional.of(new RetentionSettings(RetentionPolicy.of(payload, entries), every))
                : Optional.empty();
    }

    private static Optional<WitnessSettings> witnesses(String file, Duration patience)
            throws IOException {
        return file.isEmpty()
                ? Optional.empty()
                : Optional.of(WitnessSettings.read(Path.of(file), patience));
    }

    IntakeHealth health() {
        return archiver.health();
    }

    List<String> overdueBundles() {
        return archiver.overdueBundles();
    }

    IntakeCounters counters() {
        return archiver.counters();
    }

    Duration unsignedAge() {
        return archiver.unsignedAge();
    }

    @Override
    public void close() {
        archiver.close();
        registry.close();
    }
}
