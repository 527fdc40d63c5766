package dev.kanit.standalone.cli;

/** What the command's exit codes mean. */
final class ExitCodes {

    static final int OK = 0;
    static final int FAILED = 1;

    /** Bad usage, or a plan with errors. */
    static final int INVALID = 2;

    static final int ROLLED_BACK = 10;

    private ExitCodes() {}
}
