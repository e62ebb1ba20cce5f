package dev.slipway.local.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.slipway.contracts.Json;
import org.junit.jupiter.api.Test;

class RefsCommandTest {
    @Test
    void eachRefIsShownWithWhatItsDeletionWouldDo() throws JsonProcessingException {
        var refs = Json.MAPPER.readTree("""
                [{"ref": "refs/heads/feature/x", "deleted": false, "whenDeleted": "pause", "deployments": [
                   {"deployment": "etl/nightly", "version": 3, "paused": false, "retired": false, "plannedRuns": 3}]},
                 {"ref": "refs/tags/v1", "deleted": true, "whenDeleted": "pause", "deployments": [
                   {"deployment": "etl/daily", "version": 1, "paused": true, "retired": true, "plannedRuns": 0}]}]""");

        assertThat(RefsCommand.lines(refs))
                .containsExactly(
                        "feature/x: when it is deleted, each of its deployments is paused",
                        "  etl/nightly, version 3, active, planned runs: 3",
                        "tags/v1 (deleted)",
                        "  etl/daily, version 1, paused when the ref was deleted, planned runs: 0");
    }
}
