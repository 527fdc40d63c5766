package dev.kanit.standalone.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** A failure is one sentence; {@code -Dkanit.log=DEBUG} in KANIT_JAVA_OPTS shows where. */
final class PlainFailures implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(
            Exception failure, CommandLine command, ParseResult parsed) {
        String message = failure.getMessage();
        command.getErr()
                .println(
                        "kanit: "
                                + (message == null || message.isBlank()
                                        ? failure.getClass().getSimpleName()
                                        : message));
        if ("DEBUG".equals(System.getProperty("kanit.log"))) {
            failure.printStackTrace(command.getErr());
        }
        return ExitCodes.FAILED;
    }
}
