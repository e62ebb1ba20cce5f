from prefect import flow, get_run_logger


@flow
def sales_report(region: str, months: int = 3) -> str:
    """Reports the sales of a region."""
    get_run_logger().info("sales of %s in %d months", region, months)
    return region
