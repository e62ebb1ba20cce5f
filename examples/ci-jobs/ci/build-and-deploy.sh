#!/bin/sh
set -eu
pip install --quiet "prefect>=3,<4"
echo "$CI_REGISTRY_PASSWORD" | docker login -u "$CI_REGISTRY_USER" --password-stdin "$CI_REGISTRY"
export IMAGE="$CI_REGISTRY_IMAGE/by-job:$CI_COMMIT_SHORT_SHA"
docker build -t "$IMAGE" .
docker push "$IMAGE"
prefect --no-prompt deploy --prefect-file prefect.image-of-job.yaml --all
