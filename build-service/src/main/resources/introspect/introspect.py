"""Imports entrypoints as `prefect deploy` does and prints what their flows say about themselves."""

import json
import os
import sys
import traceback

marker = os.environ.pop("SLIPWAY_MARKER")
wanted = json.loads(os.environ.pop("SLIPWAY_ENTRYPOINTS"))

# what flows print while they are imported must not get between the markers
answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
os.dup2(2, 1)


def describe(one):
    from prefect.flows import load_flow_from_entrypoint
    from prefect.utilities.callables import parameter_schema

    directory = one.get("directory")
    if directory:
        os.chdir(directory)
    if os.getcwd() not in sys.path:
        sys.path.insert(0, os.getcwd())
    flow = load_flow_from_entrypoint(one["entrypoint"], use_placeholder_flow=False)
    return {
        "name": flow.name,
        "description": flow.description,
        "parameterSchema": parameter_schema(flow).model_dump_for_openapi(),
    }


def blame(error):
    cause = error
    while getattr(cause, "user_exc", None) or cause.__cause__:
        cause = getattr(cause, "user_exc", None) or cause.__cause__
    frames = [
        frame
        for frame in traceback.extract_tb(cause.__traceback__)
        if "site-packages/prefect/" not in frame.filename and not frame.filename.startswith("<")
    ]
    return {
        "kind": type(cause).__name__,
        "message": str(cause),
        "trace": "".join(traceback.format_list(frames[-2:])),
    }


for one in wanted:
    answer = {"key": one["key"]}
    try:
        answer["flow"] = describe(one)
        line = json.dumps(answer)
    except BaseException as error:  # also SystemExit, which a script may raise when it is imported
        line = json.dumps({"key": one["key"], "error": blame(error)})
    answers.write(marker + line + "\n")
    answers.flush()
# threads that an import started must not keep the container alive
os._exit(0)
