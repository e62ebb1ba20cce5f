package dev.slipway.scheduler.json;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.jackson.ObjectMapperCustomizer;
import jakarta.inject.Singleton;

/** Lets the HTTP layer speak {@link WireJson}. */
@Singleton
class JsonSetup implements ObjectMapperCustomizer {
    @Override
    public void customize(ObjectMapper mapper) {
        WireJson.configure(mapper);
    }
}
