"""What fails between this computer and a store, in words: credentials, regions, silent servers.

The libraries of stores are extras, so their errors are known by the names of their classes.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from curator_gui.core.errors import CuratorError
from curator_gui.core.masking.texts import masked
from curator_gui.core.message import Message

_CREDENTIALS = {
    "NoCredentialsError",
    "PartialCredentialsError",
    "CredentialRetrievalError",
    "ProfileNotFound",
    "TokenRetrievalError",
    "SSOTokenLoadError",
    "UnauthorizedSSOTokenError",
}
_SILENCE = {
    "EndpointConnectionError",
    "ConnectionClosedError",
    "HTTPClientError",
    "ClientConnectionError",
    "ClientPayloadError",
    "FSTimeoutError",
    "IncompleteRead",
    "ConnectionError",
    "TimeoutError",
    "ResponseParserError",
}
_REGION = ("region", "specified endpoint", "Bad Request", "recursion depth", "Moved Permanently")


class AddressError(CuratorError, OSError):
    """An address that cannot be used; the message says why and what to do."""


def is_outage(error: BaseException) -> bool:
    """Whether the store as a whole does not answer, or not to this person: no file is the cause."""
    return any(_names(each) & (_CREDENTIALS | _SILENCE) for each in _causes(error))


def remote_reason(error: BaseException) -> Message | None:
    """Say what failed between this computer and a store; None if it is something else."""
    return next((words for each in _causes(error) if (words := _reason(each))), None)


def _reason(error: BaseException) -> Message | None:
    said = masked(" ".join(str(error).split())[:300])
    if _names(error) & _CREDENTIALS:
        return Message(
            "there are no credentials for it ({said}): name a profile by the environment variable "
            "AWS_PROFILE, or for data open to everybody set FSSPEC_S3_ANON=true",
            said=said,
        )
    known = isinstance(error, OSError) or _names(error) & _SILENCE
    if known and any(word in said for word in _REGION):
        return Message(
            "its store refuses the question ({said}), as it does for a bucket in another region: "
            "set the environment variable AWS_DEFAULT_REGION, or the region of the profile",
            said=said,
        )
    if _names(error) & _SILENCE:
        return Message(
            "its server does not answer ({said}): check the network, and for a server of your own "
            "the environment variable AWS_ENDPOINT_URL",
            said=said or type(error).__name__,
        )
    return _refusal(error, said)


def _refusal(error: BaseException, said: str) -> Message | None:
    if isinstance(error, PermissionError) and not error.filename:
        return Message("the store does not let you read it ({said})", said=said)
    if isinstance(error, FileNotFoundError) and "bucket does not exist" in said:
        return Message("there is no such bucket")
    return None


def _names(error: BaseException) -> set[str]:
    return {kind.__name__ for kind in type(error).__mro__}


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    seen: list[BaseException] = []
    while error is not None and error not in seen:
        seen.append(error)
        yield error
        error = error.__cause__ or error.__context__


@contextmanager
def asking(address: str) -> Iterator[None]:
    """Let what a store's library raises inside the block be an `AddressError` that says why.

    Raises
    ------
    AddressError
        Naming the address.
    """
    try:
        yield
    except CuratorError:
        raise
    except Exception as error:
        words = remote_reason(error)
        if words is None:
            raise
        raise AddressError(
            "{address} cannot be read: {words}", address=address, words=words
        ) from error
