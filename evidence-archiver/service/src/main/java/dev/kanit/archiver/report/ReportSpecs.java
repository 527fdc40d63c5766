package dev.kanit.archiver.report;

import java.util.function.Function;

/**
 * From a plan's text to what its reports show. A type of its own, so that it can be told from other
 * functions where services share one application.
 */
@FunctionalInterface
public interface ReportSpecs extends Function<String, ReportSpec> {

    /**
     * @throws IllegalArgumentException when the plan cannot be read; reports name the signals then
     */
    @Override
    ReportSpec apply(String planText);
}
