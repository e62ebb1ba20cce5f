-- Whoever asks where something came from names commits.
create index pushes_to_commit on pushes (workspace, after);
