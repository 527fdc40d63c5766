package dev.kanit.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kanit.schemas.TopicWriter;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** An image as the build leaves it in a tar file, unpacked. */
record ServiceImage(JsonNode config, Path root) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String APPLICATION = "/app/";

    static Path tar(TopicWriter service) {
        Path home = DeployFiles.directory("..");
        return switch (service) {
            case STAGE_EVALUATOR, COMMAND_API ->
                    home.resolve("stage-evaluator/service/target/image.tar");
            case SIGNAL_COLLECTOR -> home.resolve("signal-collector/target/image.tar");
            case ROLLBACK_EXECUTOR -> home.resolve("rollback-executor/target/image.tar");
            case EVIDENCE_ARCHIVER -> home.resolve("evidence-archiver/service/target/image.tar");
        };
    }

    /** Unpacks the layers in their order. */
    static ServiceImage unpacked(TopicWriter service, Path directory) throws IOException {
        Path parts = directory.resolve("parts");
        unpack(Files.newInputStream(tar(service)), parts);
        JsonNode manifest = JSON.readTree(parts.resolve("manifest.json").toFile()).get(0);
        Path root = directory.resolve("root");
        for (JsonNode layer : manifest.path("Layers")) {
            unpack(new GZIPInputStream(Files.newInputStream(parts.resolve(layer.asText()))), root);
        }
        return new ServiceImage(
                JSON.readTree(parts.resolve(manifest.path("Config").asText()).toFile())
                        .path("config"),
                root);
    }

    /** The entry point's arguments for java, with the image's files where they were unpacked. */
    List<String> arguments() throws IOException {
        List<String> arguments = new ArrayList<>();
        for (JsonNode one : config.path("Entrypoint")) {
            String text = one.asText();
            arguments.add(
                    text.startsWith("@")
                            ? Files.readString(file(text.substring(1))).replace(APPLICATION, app())
                            : text.replace("=" + APPLICATION, "=" + app()));
        }
        if (!arguments.removeFirst().equals("java")) {
            throw new IOException("entry point " + config.path("Entrypoint") + " (expected: java)");
        }
        return arguments;
    }

    Path file(String path) {
        return root.resolve(path.substring(1));
    }

    private String app() {
        return root.resolve(APPLICATION.substring(1)) + "/";
    }

    private static void unpack(InputStream stream, Path directory) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new BufferedInputStream(stream))) {
            for (TarArchiveEntry entry = tar.getNextEntry();
                    entry != null;
                    entry = tar.getNextEntry()) {
                Path target = directory.resolve(entry.getName()).normalize();
                if (!target.startsWith(directory)) {
                    throw new IOException(entry.getName() + " (expected: inside of the image)");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.copy(tar, target);
                }
            }
        }
    }
}
