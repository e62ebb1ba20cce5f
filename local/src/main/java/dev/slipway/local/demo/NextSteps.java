package dev.slipway.local.demo;

import java.io.PrintStream;
import java.nio.file.Path;

/** What to try after the demo. */
final class NextSteps {
    private NextSteps() {}

    static void print(Path clone, Path prefect, PrintStream out) {
        out.printf("""

                Everything is still running. What to try next:

                  eval "$(./slipway env)"
                  %s deployment ls
                  %s flow-run ls --state COMPLETED

                  # a second push with a change, and a run of it once it is registered
                  sed -i 's/^GREETING = .*/GREETING = "Good morning"/' %s/flows/hello.py
                  git -C %s commit --all --message "Say good morning"
                  git -C %s push
                  %s deployment run hello-flow/hello --watch

                  ./slipway down
                """, prefect, prefect, clone, clone, clone, prefect);
    }
}
