package dev.slipway.local.clusterbench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {
    @Test
    void aJobThatWasMadeHasItsTimesAndOneThatWasRefusedHasNone(@TempDir Path home) throws IOException {
        AuditLog audit = AuditLog.ofNode(home);
        Files.createDirectories(home.resolve("logs"));
        Files.writeString(home.resolve("logs/kube-audit.log"), """
                {"objectRef":{"name":"made"},"responseStatus":{"code":201},"requestReceivedTimestamp":"2026-11-23T10:00:00.000100Z","stageTimestamp":"2026-11-23T10:00:00.012600Z"}
                {"objectRef":{"name":"refused"},"responseStatus":{"code":409},"requestReceivedTimestamp":"2026-11-23T10:00:01.000000Z","stageTimestamp":"2026-11-23T10:00:01.002000Z"}
                """);

        assertThat(audit.posts()).containsOnlyKeys("made");
        assertThat(audit.posts().get("made")).extracting(AuditLog.Post::taken).isEqualTo(Duration.ofNanos(12_500_000));
        assertThat(home.resolve("kubernetes/audit-policy.yaml")).content().contains("jobs");
    }
}
