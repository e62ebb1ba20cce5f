package dev.slipway.gateway.log;

import dev.slipway.contracts.Ids;
import dev.slipway.contracts.client.v1.LogsReceived;
import dev.slipway.gateway.feed.FactSender;
import dev.slipway.gateway.http.Answer;
import dev.slipway.gateway.http.BodyTooLarge;
import dev.slipway.gateway.http.BoundedBody;
import dev.slipway.gateway.http.Call;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;

/** Log lines of clients by HTTP, and by socket to those who watch. */
@ApplicationScoped
public class LogResource {
    private static final Logger LOG = Logger.getLogger(LogResource.class);

    /** Clients send batches of at most 4 MB. */
    private static final long LONGEST_BODY = 10_000_000;

    private final LogsOut out;
    private final FactSender facts;
    private final Ids ids;

    LogResource(LogsOut out, FactSender facts, Ids ids) {
        this.out = out;
        this.facts = facts;
        this.ids = ids;
    }

    /** {@code /api/logs/out}. */
    public void socketOut(Call call) {
        out.open(call);
    }

    /** {@code POST /api/logs/}: a list of lines, answered when all are durable. */
    public void post(Call call) {
        BoundedBody.of(call.request(), LONGEST_BODY)
                .compose(body -> store(call.workspace(), body))
                .onSuccess(stored -> call.answer(Answer.json(201, null)))
                .onFailure(failure -> call.answer(refusal(failure)));
    }

    private Future<Void> store(String workspace, Buffer body) {
        List<LogsReceived> batches = LogBatch.parse(body.getBytes(), workspace, ids);
        return facts.sendAll(batches);
    }

    private static Answer refusal(Throwable failure) {
        return switch (failure) {
            case InvalidLogs e -> Answer.invalid(e.getMessage());
            case BodyTooLarge e -> Answer.exception(413, e.getMessage());
            case RecordTooLargeException e -> Answer.exception(413, e.getMessage());
            default -> {
                LOG.error("log lines could not be stored", failure);
                yield Answer.unavailable();
            }
        };
    }
}
