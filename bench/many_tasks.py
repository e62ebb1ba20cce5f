"""A flow of many tasks; says its run's id at the moment when it has ended."""

import sys

from prefect import flow, task
from prefect.futures import wait
from prefect.runtime import flow_run


@task
def step(i: int) -> int:
    return i


@flow
def many_tasks(count: int) -> str:
    wait([step.submit(i) for i in range(count)])
    return flow_run.get_id()


if __name__ == "__main__":
    print(many_tasks(int(sys.argv[1])), flush=True)
