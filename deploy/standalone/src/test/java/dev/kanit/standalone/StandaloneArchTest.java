package dev.kanit.standalone;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Seen from here, every service is on the class path; only here can they be kept apart. */
@AnalyzeClasses(packages = "dev.kanit", importOptions = ImportOption.DoNotIncludeTests.class)
final class StandaloneArchTest {

    private static final String EVALUATOR = "dev.kanit.evaluator..";
    private static final String COLLECTOR = "dev.kanit.collector..";
    private static final String EXECUTOR = "dev.kanit.executor..";
    private static final String ARCHIVER = "dev.kanit.archiver..";
    private static final String LEDGER = "dev.kanit.ledger..";
    private static final String SAMPLE = "dev.kanit.sampletarget..";
    private static final String STANDALONE = "dev.kanit.standalone..";

    @ArchTest
    static final ArchRule onlyTheCommandLineWritesToTheTerminal =
            noClasses()
                    .that()
                    .resideOutsideOfPackage("dev.kanit.standalone.cli..")
                    .should()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err")
                    .because("a part that prints cannot be embedded: log, or take a Consumer");

    @ArchTest
    static final ArchRule evaluatorStandsAlone =
            standsAlone(EVALUATOR, COLLECTOR, EXECUTOR, ARCHIVER, SAMPLE, STANDALONE);

    @ArchTest
    static final ArchRule collectorStandsAlone =
            standsAlone(COLLECTOR, EVALUATOR, EXECUTOR, ARCHIVER, SAMPLE, STANDALONE);

    /** What a record's leaf is, and how leaves are hashed, is the same for who writes and keeps. */
    @ArchTest
    static final ArchRule ofTheLedgerWritersSeeLeavesAndHashesOnly =
            noClasses()
                    .that()
                    .resideInAnyPackage(EVALUATOR, COLLECTOR)
                    .should()
                    .dependOnClassesThat(
                            JavaClass.Predicates.resideInAPackage(LEDGER)
                                    .and(
                                            DescribedPredicate.not(
                                                    JavaClass.Predicates.resideInAnyPackage(
                                                            "dev.kanit.ledger.leaf..",
                                                            "dev.kanit.ledger.merkle.."))))
                    .because("what is kept is the archiver's matter: write a record instead");

    @ArchTest
    static final ArchRule executorStandsAlone =
            standsAlone(EXECUTOR, EVALUATOR, COLLECTOR, ARCHIVER, LEDGER, SAMPLE, STANDALONE);

    @ArchTest
    static final ArchRule archiverStandsAlone =
            standsAlone(ARCHIVER, EVALUATOR, COLLECTOR, EXECUTOR, SAMPLE, STANDALONE);

    @ArchTest
    static final ArchRule sampleTargetStandsAlone =
            standsAlone(SAMPLE, EVALUATOR, COLLECTOR, EXECUTOR, ARCHIVER, LEDGER, STANDALONE);

    @ArchTest
    static final ArchRule servicesMeetInFourPackagesOnly =
            noClasses()
                    .that()
                    .resideInAPackage(STANDALONE)
                    .and()
                    .resideOutsideOfPackages(
                            "dev.kanit.standalone.platform..",
                            "dev.kanit.standalone.demo..",
                            "dev.kanit.standalone.cli..",
                            "dev.kanit.standalone.bench..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(EVALUATOR, COLLECTOR, EXECUTOR, ARCHIVER, LEDGER, SAMPLE)
                    .because("what puts services together belongs into platform or demo");

    private static ArchRule standsAlone(String service, String... others) {
        return noClasses()
                .that()
                .resideInAPackage(service)
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(others)
                .because("services meet on topics alone: read or write a record instead");
    }
}
