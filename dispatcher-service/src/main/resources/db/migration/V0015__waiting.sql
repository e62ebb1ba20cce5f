-- What the attempt's run was last told that its container waits for.
alter table dispatches
    add column waits_for text;
