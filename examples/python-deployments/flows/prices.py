from prefect import flow, get_run_logger


@flow
def prices(product: str = "coffee") -> None:
    """Asks for prices."""
    get_run_logger().info("the price of %s", product)
