package dev.slipway.gateway.hook;

import dev.slipway.contracts.Event;
import dev.slipway.contracts.push.v1.PushReceived;
import dev.slipway.contracts.push.v1.RefDeleted;
import dev.slipway.contracts.push.v1.TagPushed;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What a delivery means to us. */
sealed interface Decision {

    /** It reports nothing that we act on; it is answered with success, or GitLab would disable the hook. */
    record Ignored(String reason) implements Decision {}

    /** A ref changed. */
    sealed interface RefChange extends Decision {
        String ref();

        String before();

        String after();

        /** The fact. */
        Event fact(Receipt receipt);
    }

    /** What the gateway adds. */
    record Receipt(String workspace, String project, UUID pushId, Instant at) {}

    /** A branch moved. */
    record BranchPushed(
            String ref,
            String before,
            String after,
            @Nullable String defaultBranch,
            PushReceived.@Nullable Pusher pusher,
            List<PushReceived.Commit> commits,
            boolean commitsTruncated,
            Map<String, Object> pushOptions)
            implements RefChange {
        @Override
        public Event fact(Receipt receipt) {
            return new PushReceived(
                    receipt.workspace(),
                    receipt.pushId(),
                    receipt.project(),
                    ref,
                    before,
                    after,
                    defaultBranch,
                    pusher,
                    commits,
                    commitsTruncated,
                    pushOptions,
                    receipt.at());
        }
    }

    /** A merge request has commits that are new to it. */
    record MergeRequestChanged(
            String ref,
            String before,
            String after,
            @Nullable String defaultBranch,
            PushReceived.MergeRequest request) implements RefChange {
        @Override
        public Event fact(Receipt receipt) {
            return new PushReceived(
                    receipt.workspace(),
                    receipt.pushId(),
                    receipt.project(),
                    ref,
                    before,
                    after,
                    defaultBranch,
                    null,
                    List.of(),
                    false,
                    Map.of(),
                    receipt.at(),
                    request);
        }
    }

    /**
     * A tag was made or moved.
     *
     * @param commit that the tag leads to; {@code after} may be the tag object
     */
    record TagMoved(
            String ref,
            String before,
            String after,
            String commit,
            @Nullable String message) implements RefChange {
        @Override
        public Event fact(Receipt receipt) {
            return new TagPushed(
                    receipt.workspace(), receipt.pushId(), receipt.project(), ref, commit, message, receipt.at());
        }
    }

    /** A branch or tag is gone. */
    record RefGone(String ref, String before, String after) implements RefChange {
        @Override
        public Event fact(Receipt receipt) {
            return new RefDeleted(receipt.workspace(), receipt.pushId(), receipt.project(), ref, before, receipt.at());
        }
    }
}
