#!/bin/sh
set -eu
pip install --quiet "prefect>=3,<4" "prefect-docker>=0.6"
echo "$CI_REGISTRY_PASSWORD" | docker login -u "$CI_REGISTRY_USER" --password-stdin "$CI_REGISTRY"
prefect deploy --all
