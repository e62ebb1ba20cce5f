from prefect import flow, get_run_logger, task

GREETING = "Hello"


@task
def greet(name: str, number: int) -> str:
    greeting = f"{GREETING}, {name}!"
    get_run_logger().info("%s (%d)", greeting, number)
    return greeting


@task
def count_letters(greetings: list[str]) -> int:
    return sum(character.isalpha() for greeting in greetings for character in greeting)


@flow
def hello_flow(name: str = "world", times: int = 2) -> int:
    """Greets somebody a few times and counts the letters."""
    greetings = [greet(name, number) for number in range(1, times + 1)]
    letters = count_letters(greetings)
    get_run_logger().info("%d greetings with %d letters", len(greetings), letters)
    return letters
