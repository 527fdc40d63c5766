package dev.kanit.bench.judge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClass.Predicates;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.security.SecureRandom;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;

@AnalyzeClasses(
        packages = "dev.kanit.bench.judge",
        importOptions = ImportOption.DoNotIncludeTests.class)
final class BenchArchTest {

    @ArchTest
    static final ArchRule dependsOnTheDecisionCoreAndTheJdkAlone =
            classes()
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            "dev.kanit.bench.judge..",
                            "dev.kanit.decision.judge..",
                            "dev.kanit.decision.measure..",
                            "dev.kanit.decision.plan..",
                            "java..",
                            "org.jspecify.annotations")
                    .because(
                            "the benchmark judges the shipped core and nothing else; put what"
                                    + " needs a library into deploy/standalone");

    @ArchTest
    static final ArchRule peersKnowNothingOfOurJudge =
            noClasses()
                    .that()
                    .resideInAPackage("..peer..")
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("dev.kanit.decision.judge..")
                    .because("a peer decides by its own documented rule: read the trace instead");

    @ArchTest
    static final ArchRule packagesFormLayersWithoutCycles =
            slices().matching("dev.kanit.bench.judge.(*)..")
                    .should()
                    .beFreeOfCycles()
                    .because("trace ← peer ← judge ← report: import downwards only");

    @ArchTest
    static final ArchRule figuresDoNotKnowHowTheyAreShown =
            noClasses()
                    .that(Predicates.resideOutsideOfPackage("dev.kanit.bench.judge.report.."))
                    .should()
                    .dependOnClassesThat()
                    .resideInAPackage("dev.kanit.bench.judge.report..")
                    .because("a page is made of finished figures: put words into the report");

    @ArchTest
    static final ArchRule everyDrawHasASeedOfTheRun =
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .belongToAnyOf(Random.class, SecureRandom.class, ThreadLocalRandom.class)
                    .orShould()
                    .callMethod(Math.class, "random")
                    .because("the same seed must give the same digest: take Seeds");

    @ArchTest
    static final ArchRule onlyTheCostReadsAClock =
            noClasses()
                    .that()
                    .doNotHaveSimpleName("Cost")
                    .should()
                    .callMethod(System.class, "nanoTime")
                    .orShould()
                    .callMethod(System.class, "currentTimeMillis")
                    .because("no figure but the cost may depend on the machine");

    @ArchTest
    static final ArchRule printsNothing =
            noClasses()
                    .should()
                    .accessField(System.class, "out")
                    .orShould()
                    .accessField(System.class, "err")
                    .because("progress goes to whom the command names, figures to the report");
}
