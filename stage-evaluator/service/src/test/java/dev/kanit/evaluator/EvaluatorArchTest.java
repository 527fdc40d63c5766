package dev.kanit.evaluator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;

@AnalyzeClasses(
        packages = "dev.kanit.evaluator",
        importOptions = ImportOption.DoNotIncludeTests.class)
final class EvaluatorArchTest {

    @ArchTest
    static final ArchRule onlyWiringAndApiSeeMicronaut =
            noClasses()
                    .that()
                    .resideOutsideOfPackages(
                            "dev.kanit.evaluator.wiring..", "dev.kanit.evaluator.api..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage("io.micronaut..", "jakarta..")
                    .because(
                            "the framework stays at the edge: take what is needed as a constructor"
                                    + " argument, and let a factory in wiring pass it");

    @ArchTest
    static final ArchRule topologyKnowsItsCoreItsRecordsAndKafkaOnly =
            classes()
                    .that()
                    .resideInAPackage("dev.kanit.evaluator.topology..")
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.kanit.evaluator.topology..",
                            "dev.kanit.decision..",
                            "dev.kanit.codec..",
                            "dev.kanit.ledger.leaf..",
                            "dev.kanit.ledger.merkle..",
                            "dev.kanit.schemas..",
                            "dev.kanit.wire..",
                            "org.apache.kafka..",
                            "org.apache.avro..",
                            "org.jspecify.annotations",
                            "java..")
                    .because(
                            "the topology must run in a test driver: what needs a server or a"
                                    + " framework belongs into streams, api or wiring");

    @ArchTest
    static final ArchRule topologyReadsNoClockOfItsOwn =
            noClasses()
                    .that()
                    .resideInAPackage("dev.kanit.evaluator.topology..")
                    .should()
                    .callMethod(Instant.class, "now")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .orShould()
                    .dependOnClassesThat()
                    .areAssignableTo(Clock.class)
                    .because(
                            "time is the record's, or the punctuator's, which makes a tick record"
                                    + " of it: use ProcessorContext.currentSystemTimeMs there");

    @ArchTest
    static final ArchRule nobodyImportsAnotherServicesCode =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.kanit.collector..", "dev.kanit.executor..", "dev.kanit.archiver..")
                    .because("services meet on topics alone: read or write a record instead");

    @ArchTest
    static final ArchRule holdsNoMutableStatics =
            fields().that()
                    .areStatic()
                    .should()
                    .beFinal()
                    .because(
                            "state lives in the stores; several evaluators share one JVM in tests");
}
