"""Generated code for programs of a workspace: typed fields for Python, types of filter JSON for TypeScript."""
