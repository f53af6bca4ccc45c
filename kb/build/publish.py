"""The output of a build whose place is an address (``s3://``, ``gs://``, ``file://``): copied there when all of it is written."""

from __future__ import annotations

import shutil

from kb.build.output import Kind, Places
from kb.errors import OutputError
from kb.read import filesystem

_CHUNK = 1 << 20


def publish(where: Places) -> None:
    """Copy what was built to its address, the manifest last; what an earlier build left there goes.

    Raises:
        OutputError: It cannot be copied.
    """
    url = where.url or ""
    try:
        files, _ = filesystem(url)
        _, folder = filesystem(where.address_of(where.manifest).rpartition("/")[0])
        files.makedirs(folder, exist_ok=True)
        paths = [path for path in (*where.outputs(), where.rejects) if path.exists()] + [where.manifest]
        # where the system knows how, all appear together
        with files.transaction:
            for path in paths:
                with path.open("rb") as here, files.open(f"{folder}/{path.name}", "wb") as there:
                    shutil.copyfileobj(here, there, _CHUNK)
        names = {path.name for path in paths}
        for pattern in (where.rejects.name, *(["part-*.nq"] if where.kind is Kind.PARTS else [])):
            for old in files.glob(f"{folder}/{pattern}"):
                if old.rpartition("/")[2] not in names:
                    files.rm_file(old)
    except Exception as error:  # each plugin has errors of its own
        raise OutputError(f"{url}: cannot be written: {' '.join(str(error).split()) or type(error).__name__}") from error
