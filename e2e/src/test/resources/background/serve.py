"""Serves the chores, as a program does that its author starts."""

from chores import lock, sweep, wait
from prefect.task_worker import serve

serve(sweep, lock, wait, limit=2)
