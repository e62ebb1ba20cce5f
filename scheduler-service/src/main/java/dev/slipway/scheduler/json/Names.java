package dev.slipway.scheduler.json;

import dev.slipway.scheduler.problem.ApiProblem;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a name must look like. */
public final class Names {
    private static final Pattern BANNED = Pattern.compile("[/%&><]");

    private Names() {}

    /** The name of a flow, deployment, pool or queue: it must fit into one segment of a path. */
    public static String valid(@Nullable String name) {
        if (name == null || name.isBlank()) {
            throw ApiProblem.invalid("name: must not be empty");
        }
        if (BANNED.matcher(name).find()) {
            throw ApiProblem.invalid("name: contains an invalid character; must not contain any of: / % & > <");
        }
        return name;
    }
}
