package dev.kanit.embedded;

import java.util.List;
import java.util.Map;

/** Confluent's REST API, as far as clients use it: from a request to the object of the answer. */
final class RegistryApi {

    private final SubjectRegistry registry;

    RegistryApi(SubjectRegistry registry) {
        this.registry = registry;
    }

    /**
     * @throws RegistryRefusal when the request is not granted
     */
    Object answer(RegistryRequest request) {
        List<String> path = request.path();
        if (path.isEmpty()) {
            return Map.of();
        }
        return switch (path.getFirst()) {
            case "subjects" -> subjects(request, path);
            case "schemas" -> schemas(request, path);
            case "config" -> config(request, path);
            case "compatibility" -> compatibility(request, path);
            default -> throw unknownPath(path);
        };
    }

    private Object subjects(RegistryRequest request, List<String> path) {
        String method = request.method();
        if (path.size() == 1 && method.equals("GET")) {
            return registry.subjects();
        }
        if (path.size() == 2 && method.equals("POST")) {
            return place(registry.lookup(path.get(1), request.schema()));
        }
        if (path.size() < 3 || !path.get(2).equals("versions")) {
            throw unknownPath(path);
        }
        String subject = path.get(1);
        if (path.size() == 3 && method.equals("POST")) {
            return Map.of("id", registry.register(subject, request.schema()).id());
        }
        if (path.size() == 3 && method.equals("GET")) {
            return registry.versions(subject);
        }
        if (path.size() == 4 && method.equals("GET")) {
            return place(registry.version(subject, path.get(3)));
        }
        throw RegistryRefusal.methodNotAllowed();
    }

    private Object schemas(RegistryRequest request, List<String> path) {
        requireMethod(request, "GET");
        if (path.size() == 2 && path.get(1).equals("types")) {
            return List.of("AVRO");
        }
        if (path.size() != 3 || !path.get(1).equals("ids")) {
            throw unknownPath(path);
        }
        if (!path.get(2).matches("[0-9]{1,9}")) {
            throw RegistryRefusal.unknownSchema();
        }
        return Map.of("schema", registry.schema(Integer.parseInt(path.get(2))));
    }

    private Object config(RegistryRequest request, List<String> path) {
        if (path.size() > 2) {
            throw unknownPath(path);
        }
        String subject = path.size() == 2 ? path.get(1) : RegistryRecord.ALL_SUBJECTS;
        if (request.method().equals("PUT")) {
            return Map.of(
                    "compatibility", registry.setLevel(subject, request.text("compatibility")));
        }
        requireMethod(request, "GET");
        return Map.of(
                "compatibilityLevel",
                path.size() == 1
                        ? registry.level()
                        : registry.level(subject, request.asks("defaultToGlobal")));
    }

    private Object compatibility(RegistryRequest request, List<String> path) {
        requireMethod(request, "POST");
        boolean known =
                path.size() == 5
                        && path.get(1).equals("subjects")
                        && path.get(3).equals("versions");
        if (!known) {
            throw unknownPath(path);
        }
        List<String> violations = registry.violations(path.get(2), path.get(4), request.schema());
        return request.asks("verbose")
                ? Map.of("is_compatible", violations.isEmpty(), "messages", violations)
                : Map.of("is_compatible", violations.isEmpty());
    }

    private static Map<String, Object> place(SubjectVersion found) {
        return Map.of(
                "subject",
                found.subject(),
                "version",
                found.version(),
                "id",
                found.id(),
                "schema",
                found.schema());
    }

    private static void requireMethod(RegistryRequest request, String method) {
        if (!request.method().equals(method)) {
            throw RegistryRefusal.methodNotAllowed();
        }
    }

    private static RegistryRefusal unknownPath(List<String> path) {
        return RegistryRefusal.unknownPath("/" + String.join("/", path));
    }
}
