package dev.slipway.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CanonicalPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/flow_runs/filter",
                "/api/logs/",
                "/api/work_pools/my%20pool/get_scheduled_flow_runs",
                "/api/variables/name/caf%C3%A9",
                "/api/flows/name/a+b,c=d@e:f!$&'()*",
                "/hooks/gitlab/hello-flow"
            })
    void theUsualSpellingPassesUnchanged(String path) {
        assertThat(CanonicalPath.of(path)).isEqualTo(path);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "api/health",
                "*",
                "http://host/api/health",
                "//api/health",
                "/api//health",
                "/api/health//",
                "/api/./health",
                "/api/../api/health",
                "/api/flows/..",
                "/api/%2e%2e/flows",
                "/api/flows%2Fhealth",
                "/api/flows%2fhealth",
                "/api/flows%5Chealth",
                "/api\\health",
                "/api/flows;/health",
                "/api/flows%3b/health",
                "/api/health%00",
                "/api/health%0d%0a",
                "/api/health%7F",
                "/api/%68ealth",
                "/api/health%2",
                "/api/health%",
                "/api/health%zz",
                "/api/health%25",
                "/api/health%2525",
                "/api/health%3Fx",
                "/api/health%23",
                "/api/health#x",
                "/api/health x",
                "/api/caf\u00e9",
                "/api/%FF",
                "/api/%C0%AF",
                "/api/\uff0e\uff0e/x"
            })
    void everySpellingThatAnotherServerMightReadDifferentlyIsRefused(String path) {
        assertThat(CanonicalPath.of(path)).isNull();
    }

    @ParameterizedTest
    @CsvSource({"/api/flows?x=%2F..//;, /api/flows, ?x=%2F..//;", "/api/flows, /api/flows, ''", "/?, /, ?"})
    void theQueryIsNoPartOfThePath(String target, String path, String query) {
        assertThat(CanonicalPath.of(target)).isEqualTo(path);
        assertThat(CanonicalPath.queryOf(target)).isEqualTo(query);
    }
}
