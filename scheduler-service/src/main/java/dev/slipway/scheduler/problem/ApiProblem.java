package dev.slipway.scheduler.problem;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A request that is refused, with what the client is told. */
public final class ApiProblem extends RuntimeException {
    private static final Pattern ABOUT_FIELD = Pattern.compile("(\\w+): (.+)", Pattern.DOTALL);

    private final int status;
    private final transient JsonObject body;

    private ApiProblem(int status, String message, JsonObject body) {
        super(message, null, false, false);
        this.status = status;
        this.body = body;
    }

    /** Refused with that status for the reason given. */
    public static ApiProblem of(int status, String detail) {
        return new ApiProblem(status, detail, new JsonObject().put("detail", detail));
    }

    /** There is no such thing in the workspace. */
    public static ApiProblem notFound(String detail) {
        return of(404, detail);
    }

    /** It exists already, or its state forbids it. */
    public static ApiProblem conflict(String detail) {
        return of(409, detail);
    }

    /** Not allowed, to anybody. */
    public static ApiProblem forbidden(String detail) {
        return of(403, detail);
    }

    /**
     * The request can be read, and makes no sense.
     *
     * @param detail may begin with the name of the field that it is about, and a colon
     */
    public static ApiProblem invalid(String detail) {
        Matcher aboutField = ABOUT_FIELD.matcher(detail);
        var where = new JsonArray().add("body");
        boolean isAboutField = aboutField.matches();
        var entry = new JsonObject()
                .put("loc", isAboutField ? where.add(aboutField.group(1)) : where)
                .put("msg", isAboutField ? aboutField.group(2) : detail)
                .put("type", "value_error");
        return new ApiProblem(422, detail, validation(new JsonArray().add(entry), detail));
    }

    /**
     * The request can be read, and these parts of it make no sense.
     *
     * @param faults each with {@code loc}, {@code msg} and {@code type}, as Prefect's own validation lists them
     */
    public static ApiProblem invalid(JsonArray faults) {
        var detail = faults.stream()
                .map(fault -> ((JsonObject) fault).getString("msg"))
                .collect(Collectors.joining("; "));
        var located = faults.stream()
                .map(fault -> place((JsonObject) fault) + ((JsonObject) fault).getString("msg"))
                .collect(Collectors.joining("; "));
        return new ApiProblem(422, located, validation(faults, detail));
    }

    private static String place(JsonObject fault) {
        var place = fault.getJsonArray("loc", new JsonArray()).stream()
                .map(String::valueOf)
                .collect(Collectors.joining("."));
        return place.isEmpty() ? "" : place + ": ";
    }

    private static JsonObject validation(JsonArray faults, String detail) {
        return new JsonObject()
                .put("exception_message", "Invalid request received.")
                .put("exception_detail", faults)
                .put("detail", detail);
    }

    /** Refuses a request whose body is empty or null. */
    public static void requireBody(@Nullable Object body) {
        if (body == null) {
            throw invalid("A JSON body is needed.");
        }
    }

    public int status() {
        return status;
    }

    public JsonObject body() {
        return body;
    }
}
