"""Any number of articles to N-Quads or into a store: with worker processes, in constant memory, and so that a killed build goes on where it was.

::

    read     workers   sources -> articles in a journal on disk
    choose   journal   of duplicates one is kept, whatever the order they came in
    convert  workers   articles -> validated graphs in the journal
    write    here      graphs in the order of their IRIs -> files or a store, rejects and a manifest

The output depends on the articles and the options alone: not on the number of jobs, the order of the inputs, or how often the build was killed.
"""

from kb.build.building import build
from kb.build.manifest import Summary
from kb.build.output import Places, places, store_places
from kb.build.settings import BuildSettings, Progress
from kb.build.watching import Look, Put, look

__all__ = ["BuildSettings", "Look", "Places", "Progress", "Put", "Summary", "build", "look", "places", "store_places"]
