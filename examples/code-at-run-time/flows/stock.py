from prefect import flow, get_run_logger


@flow
def stock(item: str = "screws") -> None:
    """Counts what is there."""
    get_run_logger().info("counting %s", item)
