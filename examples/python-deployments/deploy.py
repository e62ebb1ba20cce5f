"""Deploys with Python alone: PREFECT_API_URL and PREFECT_API_KEY say where to."""

import os

from prefect import flow
from prefect.blocks.system import Secret
from prefect.docker import DockerImage
from prefect.runner.storage import GitRepository, RemoteStorage

IMAGE = os.environ["CI_REGISTRY_IMAGE"]
TAG = os.environ.get("CI_COMMIT_SHORT_SHA", "dev")

if __name__ == "__main__":
    # The code is cloned when a run starts; the image is built and pushed here.
    flow.from_source(
        source=GitRepository(
            url=os.environ["REPOSITORY"],
            branch="main",
            credentials={"username": "oauth2", "access_token": Secret.load("gitlab-token")},
        ),
        entrypoint="flows/prices.py:prices",
    ).deploy(
        name="from-git",
        work_pool_name="docker",
        image=DockerImage(name=IMAGE, tag=TAG, dockerfile="Dockerfile"),
        build=True,
        push=True,
        parameters={"product": "tea"},
    )

    # The code comes from an archive; the image exists.
    flow.from_source(
        source=RemoteStorage(
            url="zip://code",
            fo=os.environ["ARCHIVE"],
            target_options={"client_kwargs": {"headers": {"X-JFrog-Art-Api": Secret.load("artifactory-key")}}},
        ),
        entrypoint="flows/prices.py:prices",
    ).deploy(
        name="from-archive",
        work_pool_name="docker",
        image=f"{IMAGE}:{TAG}",
        build=False,
        push=False,
    )
