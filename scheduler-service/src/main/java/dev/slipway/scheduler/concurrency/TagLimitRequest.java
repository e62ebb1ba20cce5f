package dev.slipway.scheduler.concurrency;

import dev.slipway.scheduler.problem.ApiProblem;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Bodies of the calls about limits of tags. */
final class TagLimitRequest {
    private TagLimitRequest() {}

    /** Makes a limit, or changes that of the tag. */
    record Create(@Nullable String tag, @Nullable Integer concurrencyLimit) {
        String validTag() {
            if (tag == null || tag.isEmpty()) {
                throw ApiProblem.invalid("tag: field required");
            }
            return tag;
        }

        int validLimit() {
            if (concurrencyLimit == null || concurrencyLimit < 0) {
                throw ApiProblem.invalid("concurrency_limit: must be greater than or equal to 0");
            }
            return concurrencyLimit;
        }
    }

    /** Takes or gives back a slot of each tag for a task run. */
    record Slot(@Nullable List<String> names, @Nullable UUID taskRunId) {
        List<String> limitNames() {
            if (names == null) {
                throw ApiProblem.invalid("names: field required");
            }
            return names.stream().map(TagLimit::name).toList();
        }

        UUID holder() {
            if (taskRunId == null) {
                throw ApiProblem.invalid("task_run_id: field required");
            }
            return taskRunId;
        }
    }

    /** Frees the slots of a tag, but for those task runs. */
    record Reset(@Nullable List<UUID> slotOverride) {
        static final Reset ALL = new Reset(null);

        List<UUID> holders() {
            return slotOverride == null ? List.of() : slotOverride;
        }
    }
}
