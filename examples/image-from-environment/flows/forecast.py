from prefect import flow, get_run_logger


@flow
def forecast(days: int = 7) -> int:
    """Looks ahead."""
    get_run_logger().info("%d days of sun", days)
    return days
