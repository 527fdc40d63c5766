package dev.kanit.decision.judge;

/**
 * The two-sided normal mixture boundary of Howard, Ramdas, McAuliffe and Sekhon (2021, Ann.
 * Statist. 49, proposition 5): a sum with variance proxy V leaves it once in 1/alpha series at
 * most. A reference for tests alone; the judge has no such bound.
 */
final class NormalMixture {

    private final double alpha;
    private final double rho;

    /**
     * @param optimal proxy at which the boundary is to be tightest, above 0
     */
    NormalMixture(double optimal, double alpha) {
        double twice = 2 * StrictMath.log(1 / alpha);
        this.alpha = alpha;
        this.rho = optimal / (twice + StrictMath.log1p(twice));
    }

    double rho() {
        return rho;
    }

    double bound(double proxy) {
        double mixed = proxy + rho;
        return StrictMath.sqrt(mixed * StrictMath.log(mixed / (alpha * alpha * rho)));
    }
}
