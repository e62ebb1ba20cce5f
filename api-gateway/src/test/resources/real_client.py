"""What a flow run's process does with the sockets: sends events until they are confirmed, and waits for one."""

import asyncio
import sys

from prefect.events import Event
from prefect.events.clients import PrefectEventsClient, PrefectEventSubscriber
from prefect.events.filters import EventAnyResourceFilter, EventFilter


async def main(resource: str) -> None:
    async with PrefectEventsClient(checkpoint_every=1) as client:
        for number in range(3):
            event = Event(event=f"real.client.{number}", resource={"prefect.resource.id": resource})
            await client.emit(event)
        print("unconfirmed", len(client._unconfirmed_events), flush=True)
    wanted = EventFilter(any_resource=EventAnyResourceFilter(id=[resource]))
    async with PrefectEventSubscriber(filter=wanted) as subscriber:
        print("subscribed", flush=True)
        async for event in subscriber:
            print("heard", event.id, event.event, flush=True)
            return


asyncio.run(main(sys.argv[1]))
