"""Print the filter of a report; a hook checks the query text in this file."""

import attioql

people = attioql.Workspace.standard()["people"]
print(
    attioql.compile(
        'company.name = :company and job_title contains "head of"', people, params={"company": "Acme"}
    ).dumps()
)
