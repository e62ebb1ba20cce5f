from prefect import flow, get_run_logger


@flow
def stations(year: int = 2026) -> None:
    """Reads the weather stations."""
    get_run_logger().info("stations of %d", year)
