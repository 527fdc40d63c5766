package dev.kanit.replay.backtest;

/** What came of asking a plan about one bundle. */
public sealed interface PastCase {

    /** Name of the bundle's file. */
    String bundle();

    /** It was asked. */
    record Compared(Comparison comparison) implements PastCase {
        @Override
        public String bundle() {
            return comparison.bundle();
        }
    }

    /** It says nothing about this plan; not counted. */
    record NotApplicable(String bundle, String reason) implements PastCase {}

    /** It may say something, and cannot be believed or asked. */
    record Unusable(String bundle, String reason) implements PastCase {}
}
