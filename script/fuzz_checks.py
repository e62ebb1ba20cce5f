"""What every answer of Slipway has to be, whatever it was asked: see script/fuzz."""

import json

import schemathesis

DECLINED = 501


@schemathesis.check
def never_fails(ctx, response, case):
    if response.status_code >= 500 and response.status_code != DECLINED:
        raise AssertionError(f"answered {response.status_code}")


@schemathesis.check
def refusals_have_prefects_shape(ctx, response, case):
    if response.status_code < 400 or case.method.upper() == "HEAD":
        return
    try:
        refusal = json.loads(response.content)
    except ValueError:
        raise AssertionError(f"{response.status_code} without JSON: {response.content[:100]!r}") from None
    if not isinstance(refusal, dict) or not {"detail", "exception_message"} & refusal.keys():
        raise AssertionError(f"{response.status_code} of another shape: {response.content[:200]!r}")
