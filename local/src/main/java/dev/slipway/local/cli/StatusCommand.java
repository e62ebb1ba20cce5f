package dev.slipway.local.cli;

import dev.slipway.local.system.LocalSystem;
import dev.slipway.local.system.PartStatus;
import dev.slipway.local.system.PartStatus.Condition;
import dev.slipway.local.system.Settings;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "status", description = "Shows the parts, their addresses and logs; ends with 1 unless all are ready.")
final class StatusCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        List<PartStatus> parts = new LocalSystem(Settings.ofThisProcess()).status();
        StatusTable.print(parts, System.out);
        return parts.stream().allMatch(part -> part.condition() == Condition.READY) ? 0 : 1;
    }
}
