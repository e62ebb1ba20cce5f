package dev.slipway.e2e;

import dev.slipway.e2e.wire.Moment;
import java.util.List;
import java.util.function.Predicate;

/** Where a dispatcher can die between two things that should happen together. */
@SuppressWarnings("ImmutableEnumChecker") // an unmodifiable list
enum CommitPoint implements Predicate<Moment> {
    BEFORE_THE_RUN_IS_RECORDED(false, "COMMIT", "insert into inbox", "insert into dispatches"),
    AFTER_THE_RUN_IS_RECORDED(true, "COMMIT", "insert into inbox", "insert into dispatches"),
    BEFORE_THE_JOB_IS_POSTED(false, "POST /apis/batch/v1/", "/jobs"),
    AFTER_THE_JOB_IS_POSTED(true, "POST /apis/batch/v1/", "/jobs"),
    BEFORE_THE_JOB_IS_RECORDED(false, "COMMIT", "state = 'CREATED'", "insert into outbox"),
    AFTER_THE_JOB_IS_RECORDED(true, "COMMIT", "state = 'CREATED'", "insert into outbox"),
    BEFORE_JOB_CREATED_IS_PUBLISHED(true, "row ", "job.created.v1"),
    AFTER_JOB_CREATED_IS_PUBLISHED(false, "COMMIT", "job.created.v1", "set published_at"),
    BEFORE_THE_START_IS_RECORDED(false, "COMMIT", "state = 'RUNNING'", "insert into outbox"),
    AFTER_THE_START_IS_RECORDED(true, "COMMIT", "state = 'RUNNING'", "insert into outbox"),
    BEFORE_THE_STOP_ORDER_IS_RECORDED(false, "COMMIT", "insert into inbox", "set stop_reason"),
    AFTER_THE_STOP_ORDER_IS_RECORDED(true, "COMMIT", "insert into inbox", "set stop_reason"),
    BEFORE_THE_END_IS_RECORDED(false, "COMMIT", "state = 'ENDED', end_reason = $6", "insert into outbox"),
    AFTER_THE_END_IS_RECORDED(true, "COMMIT", "state = 'ENDED', end_reason = $6", "insert into outbox"),
    BEFORE_JOB_ENDED_IS_PUBLISHED(true, "row ", "job.ended.v1"),
    AFTER_JOB_ENDED_IS_PUBLISHED(false, "COMMIT", "job.ended.v1", "set published_at");

    private final boolean answered;
    private final List<String> parts;

    CommitPoint(boolean answered, String... parts) {
        this.answered = answered;
        this.parts = List.of(parts);
    }

    @Override
    public boolean test(Moment moment) {
        return moment.answered() == answered && moment.what().startsWith(parts.getFirst()) && moment.mentions(parts);
    }
}
