-- Stop orders are looked up all the time and are few, however many attempts live.
create index dispatches_stops on dispatches (stop_not_before)
    where state in ('CREATED', 'RUNNING') and stop_not_before is not null;
