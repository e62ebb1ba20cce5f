from prefect import flow

GREETING = "Hello"


@flow(name="bench")
def bench() -> str:
    return GREETING
