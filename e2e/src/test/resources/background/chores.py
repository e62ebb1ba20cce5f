"""Tasks that note each time that they run."""

import os
import pathlib
import time

from prefect import task

RAN = pathlib.Path(os.environ["CHORES_RAN"])


def note(what):
    with RAN.open("a") as ran:
        ran.write(f"{what} {os.getpid()}\n")


@task
def sweep(room):
    note(room)
    time.sleep(0.3)
    return room


@task(retries=2, retry_delay_seconds=0.5)
def lock(door):
    note(door)
    if RAN.read_text().count(f"{door} ") < 3:
        raise ValueError("the key is stuck")


@task
def wait(whom):
    note(whom)
    time.sleep(600)
