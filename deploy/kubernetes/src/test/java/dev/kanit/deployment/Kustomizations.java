package dev.kanit.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What ships for Kubernetes: plain manifests, patches, and the files that put them together. */
final class Kustomizations {

    static final Path ROOT = DeployFiles.directory("kubernetes");

    private static final long LIMIT_SECONDS = 60;

    private Kustomizations() {}

    static List<Path> files() {
        return DeployFiles.yaml(ROOT).stream()
                .filter(file -> file.endsWith("kustomization.yaml"))
                .toList();
    }

    /** The files that a kustomization names under {@code key}, be it as texts or as paths. */
    static List<Path> named(Path kustomization, String key) {
        List<Path> named = new ArrayList<>();
        for (JsonNode one : DeployFiles.documents(kustomization).getFirst().path(key)) {
            String path = one.isTextual() ? one.asText() : one.path("path").asText();
            if (!path.isEmpty()) {
                named.add(kustomization.resolveSibling(path).normalize());
            }
        }
        return named;
    }

    /** Complete manifests: resources, not patches. */
    static List<JsonNode> manifests() {
        return files().stream()
                .flatMap(file -> named(file, "resources").stream())
                .filter(Files::isRegularFile)
                .distinct()
                .flatMap(file -> DeployFiles.documents(file).stream())
                .toList();
    }

    static boolean isKubectlThere() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "kubectl")));
    }

    /** What kubectl makes of a directory. */
    static String rendered(String directory) throws IOException, InterruptedException {
        return kubectl("kustomize", ROOT.resolve(directory).toString());
    }

    static String kubectl(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add("kubectl");
        command.addAll(List.of(arguments));
        Path said = Files.createTempFile("kubectl", ".txt");
        Path complaints = Files.createTempFile("kubectl", ".err");
        try {
            Process process =
                    new ProcessBuilder(command)
                            .redirectOutput(said.toFile())
                            .redirectError(complaints.toFile())
                            .start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IOException(command + ": no end within " + LIMIT_SECONDS + " s");
            }
            if (process.exitValue() != 0) {
                throw new IOException(
                        command + ": " + Files.readString(complaints, StandardCharsets.UTF_8));
            }
            return Files.readString(said, StandardCharsets.UTF_8);
        } finally {
            Files.delete(said);
            Files.delete(complaints);
        }
    }
}
