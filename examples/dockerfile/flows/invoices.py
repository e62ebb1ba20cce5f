from prefect import flow, get_run_logger


@flow
def invoices(month: str = "this one") -> None:
    """Writes invoices."""
    get_run_logger().info("invoices of %s", month)
