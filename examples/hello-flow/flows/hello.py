from prefect import flow, get_run_logger, task

GREETING = "Hello"


@task
def greet(name: str, number: int) -> str:
    get_run_logger().info("%s, %s! (%d)", GREETING, name, number)
    return f"{GREETING}, {name}!"


@flow(name="hello")
def hello(name: str = "world", times: int = 2) -> int:
    """Greets somebody a few times and counts the letters."""
    greetings = [greet(name, number + 1) for number in range(times)]
    letters = sum(len(greeting) for greeting in greetings)
    get_run_logger().info("%d greetings with %d letters", len(greetings), letters)
    return letters
