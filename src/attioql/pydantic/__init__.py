"""Filters as fields of pydantic models: `Annotated[Filter, Where(target)]`. Needs pydantic 2, which the extra `pydantic` brings."""

try:
    from pydantic import GetJsonSchemaHandler as _  # noqa: F401 - pydantic 1 has none
except ImportError as error:
    message = "attioql.pydantic needs pydantic 2.7 or newer; install it with: pip install 'pydantic>=2.7'"
    raise ImportError(message, name="pydantic") from error

from attioql.pydantic.where import Where

__all__ = ["Where"]
