-- Whose turn it is: which project was served last.
create index builds_started on builds (workspace, project, started_at desc nulls last);
