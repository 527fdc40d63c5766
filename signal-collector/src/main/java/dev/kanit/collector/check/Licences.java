package dev.kanit.collector.check;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Licences of components as an SBOM lists them.
 *
 * @param byComponent licence ids and expressions by the component's name, without its version
 * @param silent names of components that name no licence: nothing can be said of them
 */
public record Licences(SortedMap<String, SortedSet<String>> byComponent, SortedSet<String> silent) {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_COMPONENTS = 50_000;
    private static final Pattern NOT_AN_ID = Pattern.compile("[^A-Za-z0-9.+_:-]+");
    private static final Set<String> WORDS = Set.of("AND", "OR", "WITH", "");
    private static final Set<String> NOTHING = Set.of("NOASSERTION", "NONE", "");

    /** Reads CycloneDX or SPDX 2 in JSON; empty when it is neither. */
    public static Optional<Licences> read(byte[] json) {
        JsonNode root;
        try {
            root = JSON.readTree(json);
        } catch (IOException _) {
            return Optional.empty();
        }
        SortedMap<String, SortedSet<String>> found = new TreeMap<>();
        SortedSet<String> all = new TreeSet<>();
        if (root.path("bomFormat").asText().equals("CycloneDX")) {
            cycloneDx(root.path("components"), all, found);
        } else if (root.path("spdxVersion").asText().startsWith("SPDX-")) {
            spdx(root.path("packages"), all, found);
        } else {
            return Optional.empty();
        }
        if (all.size() > MAX_COMPONENTS) {
            return Optional.empty();
        }
        all.removeAll(found.keySet());
        return Optional.of(new Licences(found, all));
    }

    private static void cycloneDx(
            JsonNode list, SortedSet<String> all, SortedMap<String, SortedSet<String>> found) {
        for (JsonNode one : list) {
            String group = one.path("group").asText();
            String name = (group.isEmpty() ? "" : group + "/") + one.path("name").asText("?");
            all.add(name);
            for (JsonNode licence : one.path("licenses")) {
                add(name, licence.path("expression").asText(), found);
                add(name, licence.path("license").path("id").asText(), found);
                add(name, licence.path("license").path("name").asText(), found);
            }
            cycloneDx(one.path("components"), all, found);
        }
    }

    private static void spdx(
            JsonNode list, SortedSet<String> all, SortedMap<String, SortedSet<String>> found) {
        for (JsonNode one : list) {
            String name = one.path("name").asText("?");
            all.add(name);
            add(name, one.path("licenseConcluded").asText(), found);
            add(name, one.path("licenseDeclared").asText(), found);
            for (JsonNode inFile : one.path("licenseInfoFromFiles")) {
                add(name, inFile.asText(), found);
            }
        }
    }

    private static void add(
            String component, String licence, SortedMap<String, SortedSet<String>> found) {
        if (!NOTHING.contains(licence)) {
            found.computeIfAbsent(component, _ -> new TreeSet<>()).add(licence);
        }
    }

    /**
     * Denied licences that this has and {@code before} had not, of the same component.
     *
     * @param deny patterns of licence ids, {@code *} for any text, letters in either case
     * @return {@code component: licence}, in order
     */
    public SortedSet<String> newlyDenied(Licences before, Iterable<String> deny) {
        Set<Pattern> denied = new LinkedHashSet<>();
        deny.forEach(one -> denied.add(pattern(one)));
        SortedSet<String> found = new TreeSet<>();
        byComponent.forEach(
                (component, licences) ->
                        licences.stream()
                                .filter(licence -> isDenied(licence, denied))
                                .filter(licence -> !before.has(component, licence))
                                .forEach(licence -> found.add(component + ": " + licence)));
        return found;
    }

    private boolean has(String component, String licence) {
        return byComponent.getOrDefault(component, new TreeSet<>()).contains(licence);
    }

    /** An expression is denied with any of its ids: who may choose has to say so in the plan. */
    private static boolean isDenied(String licence, Set<Pattern> denied) {
        if (denied.stream().anyMatch(pattern -> pattern.matcher(licence).matches())) {
            return true;
        }
        return NOT_AN_ID
                .splitAsStream(licence)
                .filter(word -> !WORDS.contains(word))
                .anyMatch(word -> denied.stream().anyMatch(one -> one.matcher(word).matches()));
    }

    private static Pattern pattern(String written) {
        return Pattern.compile(
                "\\Q" + written.replace("*", "\\E.*\\Q") + "\\E", Pattern.CASE_INSENSITIVE);
    }
}
