package dev.slipway.scheduler.openapi;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Type;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One method of a resource.
 *
 * @param name of the method, with its resource
 * @param body null for none
 * @param answer null for none
 */
record DescribedCall(
        String method,
        String path,
        String name,
        List<Parameter> parameters,
        @Nullable AnnotatedType body,
        @Nullable Type answer,
        int status) {
    /**
     * A part of the address.
     *
     * @param in {@code path} or {@code query}
     */
    record Parameter(String name, String in, boolean isRequired, Type type) {}

    /** What belongs together: the first part of the path. */
    String tag() {
        return path.split("/", -1)[2];
    }
}
