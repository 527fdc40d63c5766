package dev.kanit.standalone.bench;

import java.nio.file.Files;

/** Temporary entry until the command line stands. */
final class BenchMain {
    private BenchMain() {}

    public static void main(String[] args) throws Exception {
        System.out.println(
                new EvaluatorBench(
                                new BenchOptions(
                                        Integer.parseInt(args[0]),
                                        Integer.parseInt(args[1]),
                                        Integer.parseInt(args[2])),
                                System.err::println)
                        .run(Files.createTempDirectory("kanit-bench")));
        System.exit(0);
    }
}
