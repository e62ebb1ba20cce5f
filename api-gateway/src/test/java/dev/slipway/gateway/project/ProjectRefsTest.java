package dev.slipway.gateway.project;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Json;
import org.junit.jupiter.api.Test;

class ProjectRefsTest {
    @Test
    void eachDeploymentStandsWithTheRefThatOwnsIt() throws JsonProcessingException {
        JsonNode refs = Json.MAPPER.readTree("""
                [{"ref": "refs/heads/a", "whenDeleted": "pause"}, {"ref": "refs/heads/b", "whenDeleted": "keep"}]""");
        JsonNode owned = Json.MAPPER.readTree("""
                [{"ref": "refs/heads/b", "deployment": "etl/x"}, {"ref": "refs/heads/elsewhere", "deployment": "etl/y"}]""");

        assertThat(ProjectRefs.joined("shop", refs, owned)).isEqualTo(Json.MAPPER.readTree("""
                {"project": "shop", "refs": [
                  {"ref": "refs/heads/a", "whenDeleted": "pause", "deployments": []},
                  {"ref": "refs/heads/b", "whenDeleted": "keep", "deployments": [{"deployment": "etl/x"}]}]}"""));
    }
}
