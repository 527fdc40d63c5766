package dev.kanit.standalone.cli;

/** What the command's exit codes mean. */
final class ExitCodes {

    static final int OK = 0;
    static final int FAILED = 1;

    /** Bad usage, or a plan with errors. */
    static final int INVALID = 2;

    static final int ROLLED_BACK = 10;

    /** A cluster is not as it should be. */
    static final int DIFFERS = 11;

    /** A countermove was carried out, and a person decides how it goes on. */
    static final int MITIGATED = 12;

    private ExitCodes() {}
}
