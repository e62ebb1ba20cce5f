"""Renders a corpus with the real Kubernetes worker: cases by standard input, what it makes of each by standard output."""

import asyncio
import json
import sys
from copy import deepcopy
from uuid import UUID

from prefect.client.schemas.objects import Flow, FlowRun, WorkPool
from prefect.client.schemas.responses import DeploymentResponse
from prefect_kubernetes.utilities import _slugify_name
from prefect_kubernetes.worker import KubernetesWorker, KubernetesWorkerJobConfiguration


def patched(target, patch):
    """RFC 7396: a null takes a key away, a list replaces a list."""
    if not isinstance(patch, dict):
        return patch
    result = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            result.pop(key, None)
        else:
            result[key] = patched(result.get(key), value)
    return result


async def job(template, variables, run):
    configuration = await KubernetesWorkerJobConfiguration.from_template_and_values(
        base_job_template=deepcopy(template), values=deepcopy(variables), client=object()
    )
    flow_id = UUID(run["flowId"])
    deployed = run["deploymentId"] is not None
    configuration.prepare_for_flow_run(
        flow_run=FlowRun(
            id=UUID(run["id"]),
            name=run["name"],
            flow_id=flow_id,
            deployment_id=UUID(run["deploymentId"]) if deployed else None,
        ),
        deployment=DeploymentResponse(
            id=UUID(run["deploymentId"]),
            name=run["deploymentName"],
            flow_id=flow_id,
            updated=run["deploymentUpdated"],
        )
        if deployed
        else None,
        flow=Flow(id=flow_id, name=run["flowName"]),
        work_pool=WorkPool.model_construct(id=UUID(run["poolId"]), name=run["poolName"]),
        worker_name="slipway",
    )
    return configuration.job_manifest


async def rendered(case, defaults):
    template = patched(KubernetesWorker.get_default_base_job_template(), case.get("patch", {}))
    run = {**defaults, **case.get("run", {})}
    result = {"name": case["name"], "template": template, "variables": case.get("variables", {}), "run": run}
    try:
        result["job"] = await job(template, result["variables"], run)
        result["slug"] = _slugify_name(result["job"]["metadata"]["generateName"])
    except Exception as error:
        result["error"] = f"{type(error).__name__}: {error}"
    return result


async def main():
    corpus = json.load(sys.stdin)
    json.dump([await rendered(case, corpus["run"]) for case in corpus["cases"]], sys.stdout)


asyncio.run(main())
