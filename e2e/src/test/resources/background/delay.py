"""Schedules one of the chores for each argument, and says which task runs these are."""

import sys

import chores

name, *arguments = sys.argv[1:]
for argument in arguments:
    print("delayed", getattr(chores, name).delay(argument).task_run_id, flush=True)
