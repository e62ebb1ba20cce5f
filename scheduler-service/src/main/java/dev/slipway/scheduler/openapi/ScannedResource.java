package dev.slipway.scheduler.openapi;

import dev.slipway.scheduler.openapi.DescribedCall.Parameter;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestPath;
import org.jboss.resteasy.reactive.RestQuery;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;

/** What a resource class says about its calls. */
final class ScannedResource {
    private ScannedResource() {}

    static List<DescribedCall> calls(Class<?> resource) {
        return Stream.of(resource.getDeclaredMethods())
                .sorted(Comparator.comparing(Method::getName))
                .flatMap(method -> httpMethod(method).map(verb -> call(resource, method, verb)).stream())
                .toList();
    }

    private static DescribedCall call(Class<?> resource, Method method, String verb) {
        Type answer = answer(method.getGenericReturnType());
        boolean isEmpty = answer == void.class || answer == Void.class;
        ResponseStatus status = method.getAnnotation(ResponseStatus.class);
        return new DescribedCall(
                verb,
                path(resource, method),
                resource.getSimpleName().replace("Resource", "") + "_" + method.getName(),
                parameters(method),
                body(method),
                isEmpty ? null : answer,
                status != null ? status.value() : isEmpty ? 204 : 200);
    }

    private static Optional<String> httpMethod(Method method) {
        return Arrays.stream(method.getAnnotations())
                .map(annotation -> annotation.annotationType().getAnnotation(HttpMethod.class))
                .filter(java.util.Objects::nonNull)
                .map(HttpMethod::value)
                .findFirst();
    }

    private static String path(Class<?> resource, Method method) {
        String base = resource.getAnnotation(Path.class).value();
        Path own = method.getAnnotation(Path.class);
        String whole = own == null
                ? base
                : base.replaceFirst("/$", "") + "/" + own.value().replaceFirst("^/", "");
        return whole.replaceAll("\\{\\s*(\\w+)\\s*:[^}]*}", "{$1}");
    }

    private static List<Parameter> parameters(Method method) {
        return Arrays.stream(method.getParameters())
                .flatMap(parameter -> Stream.of(
                                named(parameter, parameter.getAnnotation(RestPath.class)),
                                named(parameter, parameter.getAnnotation(RestQuery.class)))
                        .flatMap(Optional::stream))
                .toList();
    }

    private static Optional<Parameter> named(java.lang.reflect.Parameter parameter, @Nullable Annotation annotation) {
        return switch (annotation) {
            case RestPath path ->
                Optional.of(
                        new Parameter(name(path.value(), parameter), "path", true, parameter.getParameterizedType()));
            case RestQuery query ->
                Optional.of(new Parameter(
                        name(query.value(), parameter), "query", false, parameter.getParameterizedType()));
            case null, default -> Optional.empty();
        };
    }

    private static String name(String given, java.lang.reflect.Parameter parameter) {
        return given.isEmpty() ? parameter.getName() : given;
    }

    /** The parameter that nothing else is said of is the body. */
    private static @Nullable AnnotatedType body(Method method) {
        return Arrays.stream(method.getParameters())
                .filter(parameter -> !parameter.isAnnotationPresent(RestPath.class)
                        && !parameter.isAnnotationPresent(RestQuery.class)
                        && !parameter.getType().getName().startsWith("jakarta.ws.rs."))
                .findFirst()
                .map(java.lang.reflect.Parameter::getAnnotatedType)
                .orElse(null);
    }

    private static Type answer(Type type) {
        if (type instanceof ParameterizedType stream && stream.getRawType() == Multi.class) {
            return String.class;
        }
        boolean isWrapper = type instanceof ParameterizedType generic
                && (generic.getRawType() == Uni.class || generic.getRawType() == RestResponse.class);
        return isWrapper ? answer(((ParameterizedType) type).getActualTypeArguments()[0]) : type;
    }
}
