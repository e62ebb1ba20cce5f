package dev.slipway.builder.project;

import dev.slipway.builder.problem.Refused;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a project must look like. */
final class ProjectRules {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9-]{0,62}");
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,254}");
    private static final Pattern BRANCH = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._/+-]{0,254}");
    private static final Set<String> SCHEMES = Set.of("http", "https");
    private static final Pattern PREFECT_FILE = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_./ -]{0,250}\\.ya?ml");
    private static final Pattern ENVIRONMENT = Pattern.compile("[A-Za-z0-9_.-]([A-Za-z0-9_./ -]{0,98}[A-Za-z0-9_.-])?");
    private static final Set<String> RETIREMENTS = Set.of("keep", "pause", "delete");
    private static final int MOST_GLOBS = 50;
    private static final int LONGEST_VARIABLE = 10_000;
    private static final int SHORTEST_MASKED = 8;

    private ProjectRules() {}

    static Project project(String slug, ProjectRequest request, @Nullable Project known) {
        if (!SLUG.matcher(slug).matches()) {
            throw Refused.invalid("slug must match " + SLUG.pattern() + ", not " + slug + ".");
        }
        String branch = request.defaultBranch() == null ? "main" : request.defaultBranch();
        if (!isBranch(branch)) {
            throw Refused.invalid("defaultBranch is not a branch name: " + branch + ".");
        }
        return new Project(
                slug,
                gitUrl(request.gitUrl()),
                request.gitUsername(),
                token(request.gitToken(), known),
                branch,
                required(request.registry(), "registry"),
                variables(request.variables()),
                masked(request),
                protectedOnly(request),
                rules(request.rules()));
    }

    static boolean isBranch(String name) {
        return BRANCH.matcher(name).matches();
    }

    private static @Nullable String token(@Nullable String given, @Nullable Project known) {
        if (given == null) {
            return known == null ? null : known.gitToken();
        }
        return given.isEmpty() ? null : given;
    }

    /** A URL with credentials in it would carry them into logs and answers, so it is refused. */
    private static String gitUrl(@Nullable String given) {
        try {
            URI uri = new URI(required(given, "gitUrl"));
            if (uri.getScheme() == null || !SCHEMES.contains(uri.getScheme()) || uri.getHost() == null) {
                throw Refused.invalid("gitUrl must begin with https:// (or http://) and name a host.");
            }
            if (uri.getRawUserInfo() != null) {
                throw Refused.invalid("gitUrl must not hold credentials; give gitUsername and gitToken instead.");
            }
            if (uri.getPath().replace("/", "").isEmpty() || uri.getRawQuery() != null || uri.getRawFragment() != null) {
                throw Refused.invalid("gitUrl must name a repository, as https://gitlab.example/team/app.git.");
            }
            return uri.toString();
        } catch (URISyntaxException e) {
            throw Refused.invalid("gitUrl is not a URL.");
        }
    }

    /** The rules as they are kept; refused if they can't be. */
    static BuildRules rules(@Nullable BuildRules given) {
        if (given == null) {
            return BuildRules.DEFAULT;
        }
        globs("branches", given.branches());
        globs("tags", given.tags());
        globs("paths", given.paths());
        globs("previews.branches", given.previews().branches());
        globs("protectedRefs.branches", given.protectedRefs().branches());
        globs("protectedRefs.tags", given.protectedRefs().tags());
        if (!PREFECT_FILE.matcher(given.prefectFile()).matches()
                || List.of(given.prefectFile().split("/")).contains("..")) {
            throw Refused.invalid(
                    "rules.prefectFile is a path below the repository's root that ends with .yaml or .yml.");
        }
        String environment = given.environment();
        if (environment != null && !ENVIRONMENT.matcher(environment).matches()) {
            throw Refused.invalid("rules.environment is the name of an environment: at most 100 letters, digits and"
                    + " - _ . / and spaces.");
        }
        if (!RETIREMENTS.contains(given.whenRefDeleted())) {
            throw Refused.invalid("rules.whenRefDeleted is keep, pause or delete.");
        }
        return given;
    }

    private static void globs(String field, List<String> globs) {
        if (globs.size() > MOST_GLOBS || !globs.stream().allMatch(RefGlob::isUsable)) {
            throw Refused.invalid("rules." + field + " are at most " + MOST_GLOBS + " patterns of at most "
                    + RefGlob.LONGEST + " characters, with at most " + RefGlob.MOST_STARS + " stars in each.");
        }
    }

    private static Map<String, String> variables(@Nullable Map<String, String> given) {
        Map<String, String> variables = given == null ? Map.of() : given;
        variables.forEach((name, value) -> {
            if (!VARIABLE.matcher(name).matches()) {
                throw Refused.invalid("variables: " + name + " is not a name of letters, digits and _.");
            }
            if (value == null || value.length() > LONGEST_VARIABLE) {
                throw Refused.invalid("variables: " + name + " must have a value of at most 10000 characters.");
            }
        });
        return Map.copyOf(variables);
    }

    /** What is too short can't be recognised in other text. */
    private static Set<String> masked(ProjectRequest request) {
        Set<String> names = request.maskedVariables() == null ? Set.of() : new TreeSet<>(request.maskedVariables());
        Map<String, String> variables = request.variables() == null ? Map.of() : request.variables();
        names.forEach(name -> {
            if (variables.getOrDefault(name, "").strip().length() < SHORTEST_MASKED) {
                throw Refused.invalid(
                        "maskedVariables: " + name + " must be one of the variables, with a value of at least "
                                + SHORTEST_MASKED + " characters.");
            }
        });
        return Set.copyOf(names);
    }

    private static Set<String> protectedOnly(ProjectRequest request) {
        Set<String> names =
                request.protectedVariables() == null ? Set.of() : new TreeSet<>(request.protectedVariables());
        Map<String, String> variables = request.variables() == null ? Map.of() : request.variables();
        names.forEach(name -> {
            if (!variables.containsKey(name)) {
                throw Refused.invalid("protectedVariables: " + name + " must be one of the variables.");
            }
        });
        return Set.copyOf(names);
    }

    private static String required(@Nullable String value, String field) {
        if (value == null || value.isBlank()) {
            throw Refused.invalid(field + " is missing.");
        }
        return value;
    }
}
