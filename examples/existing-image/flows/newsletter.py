from prefect import flow, get_run_logger


@flow
def newsletter(readers: int) -> int:
    """Writes to everybody."""
    get_run_logger().info("wrote to %d readers", readers)
    return readers
