"""What Attio accepts, as data from `schemas/`: attribute types, objects, lists, activities, workspaces.

Nothing here knows query text or filter JSON.
"""

from attioql.lazy import on_first_use

on_first_use(__name__)
