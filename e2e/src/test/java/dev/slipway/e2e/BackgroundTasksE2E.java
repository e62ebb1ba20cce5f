package dev.slipway.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** {@code .delay()} in one process, {@code serve()} in others, as users of Prefect have it. */
class BackgroundTasksE2E {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int TASKS = 20;

    private final Chores chores = new Chores(Slipway.running());

    @Test
    void delayedTasksRunOnceEachAndAgainAsOftenAsTheyMayFail() {
        List<String> rooms = IntStream.range(0, TASKS).mapToObj(i -> "room" + i).toList();
        List<UUID> early = chores.delay("sweep", rooms.subList(0, TASKS / 2));
        assertThat(early).allSatisfy(run -> assertThat(chores.stateOf(run)).isEqualTo("SCHEDULED"));

        try (var one = chores.serveByProgramme("one");
                var two = chores.serveByCommand("two")) {
            List<UUID> late = chores.delay("sweep", rooms.subList(TASKS / 2, TASKS));
            UUID stuck = chores.delay("lock", List.of("door")).getFirst();

            chores.awaitState(early, "COMPLETED");
            chores.awaitState(late, "COMPLETED");
            chores.awaitState(List.of(stuck), "COMPLETED");
            assertThat(chores.taskRun(stuck).path("run_count").asInt()).isEqualTo(3);
            assertThat(chores.ran().stream().map(line -> line.split(" ", -1)[0]).filter(rooms::contains))
                    .containsExactlyInAnyOrderElementsOf(rooms);
            // who is quicker gets more; in the end each gets something
            for (var worker : List.of(one, two)) {
                await().atMost(PATIENCE).until(() -> {
                    chores.delay("sweep", List.of("hall"));
                    return chores.ran().stream().anyMatch(line -> line.endsWith(" " + worker.pid()));
                });
            }
        }
        await().atMost(PATIENCE).until(() -> chores.listening() == 0);
    }

    /** As with Prefect, nobody says of a task run how its process ended; what the process had not begun is done by others. */
    @Test
    void aTaskWhoseWorkerIsKilledStaysRunningAndTheOthersAreDone() {
        UUID begun;
        try (var victim = chores.serveByProgramme("victim")) {
            begun = chores.delay("wait", List.of("godot")).getFirst();
            chores.awaitState(List.of(begun), "RUNNING");
            victim.kill();
        }
        List<UUID> waiting = chores.delay("sweep", List.of("hall", "attic"));

        try (var _ = chores.serveByProgramme("heir")) {
            chores.awaitState(waiting, "COMPLETED");
        }

        assertThat(chores.stateOf(begun)).isEqualTo("RUNNING");
        assertThat(chores.ran()).filteredOn(line -> line.startsWith("godot ")).hasSize(1);
    }
}
