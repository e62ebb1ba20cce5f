package dev.slipway.scheduler.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.scheduler.state.State;
import dev.slipway.scheduler.state.StateProposal;
import dev.slipway.scheduler.state.StateType;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every pair of state types for a deployed run without limit, retries or infrastructure. A letter says what is answered
 * (Accept, Reject, Wait, aBort), a star that another state than the proposed one is stored.
 */
class AllTransitionsTest {
    private static final String CORE = """
            from       SCHEDULED PENDING RUNNING COMPLETED FAILED CANCELLED CRASHED PAUSED CANCELLING
            none       A         A       A       A         A      A         A       B      A
            SCHEDULED  A         A       A       A         A      A         A       R      R*
            PENDING    A         B       A       A         A      A         A       R      A
            RUNNING    A         B       A       A         A      A         A       A      A
            COMPLETED  A         A       A       A         A      A         B       B      B
            FAILED     A         A       A       A         A      A         B       B      B
            CANCELLED  A         B       A       A         A      A         B       B      B
            CRASHED    A         A       A       A         A      A         B       B      B
            PAUSED     A         R       A       A         A      A         A       R      A
            CANCELLING R         R       R       R         R      A         R       R      R
            """;

    private static final String MINIMAL = """
            from       SCHEDULED PENDING RUNNING COMPLETED FAILED CANCELLED CRASHED PAUSED CANCELLING
            none       A         A       A       A         A      A         A       A      A
            SCHEDULED  A         A       A       A         A      A         A       A      R*
            PENDING    A         A       A       A         A      A         A       A      A
            RUNNING    A         A       A       A         A      A         A       A      A
            COMPLETED  A         A       A       A         A      A         A       A      A
            FAILED     A         A       A       A         A      A         A       A      A
            CANCELLED  A         A       A       A         A      A         A       A      A
            CRASHED    A         A       A       A         A      A         A       A      A
            PAUSED     A         A       A       A         A      A         A       A      A
            CANCELLING A         A       A       A         A      A         A       A      A
            """;

    @Test
    void whatClientsProposeIsDecidedByTheTable() {
        assertThat(decideAll(Policy.CORE)).isEqualTo(read(CORE));
    }

    @Test
    void whatIsForcedIsDecidedByTheShortTable() {
        assertThat(decideAll(Policy.MINIMAL)).isEqualTo(read(MINIMAL));
    }

    private static Map<String, String> decideAll(Policy policy) {
        Map<String, String> decided = new LinkedHashMap<>();
        for (StateType to : StateType.values()) {
            decided.put("none → " + to, decide(Situations.ofNewRun(), to, policy));
            for (StateType from : StateType.values()) {
                decided.put(from + " → " + to, decide(Situations.of(from), to, policy));
            }
        }
        return decided;
    }

    private static String decide(Situations situations, StateType to, Policy policy) {
        Decision decision = Orchestration.decide(StateProposal.of(to), policy, situations.get());
        State stored = decision.stored();
        String letter =
                switch (decision.status()) {
                    case ACCEPT -> "A";
                    case REJECT -> "R";
                    case WAIT -> "W";
                    case ABORT -> "B";
                };
        assertThat(stored != null).isEqualTo(decision.run() != null && isStoring(decision));
        return letter + (stored != null && stored.type() != to ? "*" : "");
    }

    private static boolean isStoring(Decision decision) {
        State state = decision.run().state();
        return state != null && state.id().equals(Situations.NEW_STATE);
    }

    private static Map<String, String> read(String table) {
        String[] lines = table.split("\n");
        String[] types = lines[0].split(" +");
        Map<String, String> expected = new LinkedHashMap<>();
        Stream.of(lines).skip(1).map(line -> line.split(" +")).forEach(cells -> {
            for (int i = 1; i < cells.length; i++) {
                expected.put(cells[0] + " → " + types[i], cells[i]);
            }
        });
        return expected;
    }
}
