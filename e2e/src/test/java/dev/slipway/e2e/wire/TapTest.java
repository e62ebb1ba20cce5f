package dev.slipway.e2e.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TapTest {
    private final List<Moment> moments = new ArrayList<>();
    private final PostgresTap database = new PostgresTap(moments::add);
    private final HttpTap api = new HttpTap(moments::add);

    @BeforeEach
    void startUp() {
        database.said(ByteBuffer.allocate(8).putInt(8).putInt(3 << 16).array());
    }

    @Test
    void aCommitIsKnownByWhatItCommits() {
        database.said(message('P', "s1\0insert into inbox\0\0\0"));
        database.said(message('Q', "BEGIN\0"));
        database.said(message('B', "\0s1\0 and values"));
        database.said(message('Q', "COMMIT\0"));

        assertThat(moments).containsExactly(new Moment(false, "COMMIT of insert into inbox; "));

        database.answered(message('C', "COMMIT\0"));
        database.answered(message('Z', "I"));
        assertThat(moments).last().isEqualTo(new Moment(true, "COMMIT of insert into inbox; "));
    }

    @Test
    void whatWasCommittedBeforeIsForgotten() {
        database.said(message('Q', "BEGIN\0"));
        database.said(message('Q', "first\0"));
        database.said(message('Q', "COMMIT\0"));
        database.answered(message('Z', "I"));
        database.said(message('Q', "BEGIN\0"));
        database.said(message('Q', "COMMIT\0"));

        assertThat(moments).last().isEqualTo(new Moment(false, "COMMIT of "));
    }

    @Test
    void rowsAreMomentsAndPartsOfTheirTransaction() {
        database.said(message('Q', "BEGIN\0"));
        database.answered(message('D', "job.created.v1"));
        database.said(message('Q', "COMMIT\0"));

        assertThat(moments)
                .containsExactly(
                        new Moment(true, "row job.created.v1"), new Moment(false, "COMMIT of row job.created.v1; "));
    }

    @Test
    void messagesMayComeInPieces() {
        byte[] commit = message('Q', "COMMIT\0");
        for (byte one : commit) {
            assertThat(moments).isEmpty();
            database.said(new byte[] {one});
        }

        assertThat(moments).hasSize(1);
    }

    @Test
    void aRequestIsAnsweredOnce() {
        api.said("POST /apis/batch/v1/namespaces/runs/jobs HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(ISO_8859_1));
        api.said("{body}".getBytes(ISO_8859_1));
        api.answered("HTTP/1.1 201 Created\r\n".getBytes(ISO_8859_1));
        api.answered("{body}".getBytes(ISO_8859_1));

        String line = "POST /apis/batch/v1/namespaces/runs/jobs HTTP/1.1";
        assertThat(moments).containsExactly(new Moment(false, line), new Moment(true, line));
    }

    private static byte[] message(char type, String body) {
        return ByteBuffer.allocate(body.length() + 5)
                .put((byte) type)
                .putInt(body.length() + 4)
                .put(body.getBytes(ISO_8859_1))
                .array();
    }
}
