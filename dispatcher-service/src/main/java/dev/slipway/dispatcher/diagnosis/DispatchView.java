package dev.slipway.dispatcher.diagnosis;

import dev.slipway.dispatcher.dispatch.Dispatch;
import dev.slipway.dispatcher.dispatch.Infrastructure;
import dev.slipway.dispatcher.dispatch.StopOrder;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A dispatch as it is shown; nothing of the request's variables, which may be secret. */
public record DispatchView(
        UUID flowRunId,
        int attempt,
        String state,
        int tries,
        @Nullable Instant failingSince,
        @Nullable String infrastructureId,
        @Nullable String containerName,
        @Nullable String image,
        @Nullable String stopReason,
        @Nullable Instant stopNotBefore,
        @Nullable String correlationId) {

    static DispatchView of(Dispatch dispatch) {
        Infrastructure made = dispatch.infrastructure();
        StopOrder stop = dispatch.stop();
        return new DispatchView(
                dispatch.key().flowRunId(),
                dispatch.key().attempt(),
                dispatch.state().name(),
                dispatch.tries(),
                dispatch.failingSince(),
                made == null ? null : made.id(),
                made == null ? null : made.name(),
                made == null ? null : made.image(),
                stop == null ? null : stop.reason().name(),
                stop == null ? null : stop.notBefore(),
                dispatch.cause().correlationId());
    }
}
