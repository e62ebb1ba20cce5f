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
                  %s flow-run ls

                  # a second push with a change
                  cd %s
                  sed -i 's/^GREETING = .*/GREETING = "Good morning"/' flows/hello.py
                  git commit --all --message "Say good morning" && git push

                  ./slipway down
                """, prefect, prefect, clone);
    }
}
