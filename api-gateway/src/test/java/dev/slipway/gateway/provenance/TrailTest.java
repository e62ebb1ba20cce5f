package dev.slipway.gateway.provenance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.slipway.contracts.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrailTest {
    private static final String BUILD = "0b6b8d5e-0000-4000-8000-000000000001";
    private static final String RUN = "0b6b8d5e-0000-4000-8000-000000000002";
    private static final String DIGEST = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";

    @Test
    void partsOfTheServicesBecomeOneAnswer() {
        var trail = new Trail(new Subject(Subject.Kind.COMMITS, "c0ffee0"));
        trail.add(json("{'builds':[{'id':'" + BUILD + "','images':[{'reference':'r/a:1','digest':'" + DIGEST
                + "'}]}],'pushes':[{'id':'" + RUN + "'}]}"));
        trail.add(json("{'deploymentVersions':[{'number':3,'deployment':'etl/nightly','buildId':'" + BUILD
                + "'}],'runs':[{'id':'" + RUN + "','deploymentVersion':3}]}"));
        trail.addJobs(json("[{'flowRunId':'" + RUN + "','exitCode':0},{'flowRunId':'" + BUILD + "'}]"));

        assertThat(trail.builds()).isEqualTo(BUILD);
        assertThat(trail.buildsOfVersions()).isEqualTo(BUILD);
        assertThat(trail.runs()).isEqualTo(RUN);
        assertThat(trail.digestOf("r/a:1")).isEqualTo(DIGEST);
        JsonNode answer = trail.answer();
        assertThat(answer.path("runs").path(0).path("jobs")).hasSize(1);
        assertThat(answer.path("missing")).singleElement().satisfies(gap -> assertThat(gap.asText())
                .contains("delivery"));
    }

    @Test
    void whatIsMissingIsSaid() {
        var trail = new Trail(new Subject(Subject.Kind.RUNS, RUN));
        trail.isMissing("The dispatcher did not answer; what it knows is left out.");
        trail.add(json("{'deploymentVersions':[{'number':1,'deployment':'etl/nightly','buildId':null}],"
                + "'runs':[{'id':'" + RUN + "','deploymentVersion':null}]}"));

        assertThat(trail.answer().path("missing").toString())
                .contains("The dispatcher did not answer", "registered by a client", "no version of a deployment")
                .doesNotContain("no job here");
    }

    @ParameterizedTest
    @CsvSource({
        "commits/c0ffee0, COMMITS, c0ffee0",
        "images/registry:5000/team/app@" + DIGEST + ", IMAGES, " + DIGEST,
        "images/registry:5000/team/app:1, IMAGES, registry:5000/team/app:1",
        "images/" + DIGEST + ", IMAGES, " + DIGEST,
        "deployments/my%20flow/nightly, DEPLOYMENTS, my flow/nightly",
        "runs/" + RUN + ", RUNS, " + RUN
    })
    void subjectsAreReadFromThePath(String path, Subject.Kind kind, String id) {
        assertThat(Subject.of("/slipway/v1/provenance/" + path)).hasValueSatisfying(subject -> {
            assertThat(subject.kind()).isEqualTo(kind);
            assertThat(subject.image()).isEqualTo(id);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"commits/xyz", "commits/abc", "images/sha256:1", "deployments/a/b/c", "runs/1", "runs/", "x/1"})
    void whatCanNotBeIsRefused(String path) {
        assertThat(Subject.of("/slipway/v1/provenance/" + path)).isEmpty();
    }

    private static JsonNode json(String text) {
        try {
            return Json.MAPPER.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
