package dev.slipway.scheduler.openapi;

import io.vertx.core.json.JsonObject;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.spi.Bean;
import jakarta.enterprise.inject.spi.BeanManager;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.util.Comparator;
import java.util.List;

/** {@code GET /openapi.json}; what the gateway serves itself is added there. */
@Path(OpenApiResource.PATH)
class OpenApiResource {
    static final String PATH = "/api/openapi.json";

    private final JsonObject document;

    OpenApiResource(BeanManager beans) {
        this.document = ApiDocument.of(resources(beans).stream()
                .flatMap(resource -> ScannedResource.calls(resource).stream())
                .filter(call -> call.path().startsWith("/api/") && !call.path().equals(PATH))
                .toList());
    }

    @GET
    public JsonObject document() {
        return document;
    }

    private static List<Class<?>> resources(BeanManager beans) {
        return beans.getBeans(Object.class, Any.Literal.INSTANCE).stream()
                .<Class<?>>map(Bean::getBeanClass)
                .filter(type -> type.isAnnotationPresent(Path.class))
                .distinct()
                .sorted(Comparator.comparing(Class::getName))
                .toList();
    }
}
