"""What Attio accepts, as data: attribute types, objects, lists, activities, workspaces. Read from `schemas/` once, when first asked for.

Nothing here knows query text or filter JSON.
"""

from attioql.lazy import on_first_use

on_first_use(__name__, "listing_files", "value_kinds", "workspace_file")
