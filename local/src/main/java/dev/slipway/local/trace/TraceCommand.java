package dev.slipway.local.trace;

import dev.slipway.local.client.Answer;
import dev.slipway.local.client.Calls;
import dev.slipway.local.client.GatewayClient;
import dev.slipway.local.system.LocalSystem;
import dev.slipway.local.system.Settings;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./slipway trace}. */
@Command(name = "trace", description = "Shows where something came from and what became of it.")
public final class TraceCommand implements Runnable {
    @Parameters(
            paramLabel = "COMMIT|IMAGE|DEPLOYMENT|RUN",
            description = "A commit or its beginning, an image, flow/deployment, or the id of a run or deployment.")
    private String what = "";

    @Option(names = "--json", description = "As the gateway answers.")
    private boolean json;

    @Override
    public void run() {
        try (GatewayClient client =
                new LocalSystem(Settings.ofThisProcess()).address().client()) {
            Answer answer = answer(client, TracePath.of(what));
            if (json) {
                Calls.told(answer);
                System.out.println(answer.text());
            } else {
                TraceText.lines(Calls.told(answer)).forEach(System.out::println);
            }
        }
    }

    /** What a word may mean is tried in order. */
    private static Answer answer(GatewayClient client, List<String> paths) {
        Answer answer = client.tryGet(paths.getFirst());
        for (String path : paths.subList(1, paths.size())) {
            if (answer.status() != 404) {
                return answer;
            }
            answer = client.tryGet(path);
        }
        return answer;
    }
}
