package dev.kanit.codec;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;

@AnalyzeClasses(packages = "dev.kanit.codec", importOptions = ImportOption.DoNotIncludeTests.class)
final class CodecArchTest {

    @ArchTest
    static final ArchRule knowsTheCoreTheRecordsAndTheYamlReaderOnly =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.kanit.codec..",
                            "dev.kanit.decision..",
                            "dev.kanit.ledger.leaf..",
                            "dev.kanit.ledger.merkle..",
                            "dev.kanit.schemas..",
                            "dev.kanit.wire..",
                            "org.apache.avro..",
                            "org.snakeyaml.engine..",
                            "org.jspecify.annotations",
                            "java..")
                    .because(
                            "replay and the verifier use the codec without a service: put what"
                                    + " needs Kafka or a framework into the service");

    @ArchTest
    static final ArchRule yamlStaysWithThePlan =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.kanit.codec.plan..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("org.snakeyaml..")
                    .because("a plan file is read in one place: ask PlanReader");

    @ArchTest
    static final ArchRule stateIsReadAndWrittenWithoutAvro =
            noClasses()
                    .that()
                    .resideInAPackage("dev.kanit.codec.state..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("org.apache.avro..", "dev.kanit.wire..")
                    .because("the store's bytes are versioned by StateCodec alone");

    @ArchTest
    static final ArchRule readsTheSameInEveryPlaceAndAtEveryTime =
            noClasses()
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(Clock.class)
                    .orShould()
                    .callMethod(Locale.class, "getDefault")
                    .because("replay must read what the evaluator read: take times as arguments");

    @ArchTest
    static final ArchRule holdsNoMutableStatics =
            fields().that()
                    .areStatic()
                    .should()
                    .beFinal()
                    .because("each thread has its own codec; constants are final");
}
