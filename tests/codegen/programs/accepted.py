"""Expressions that type checkers accept, by the types of `attio_filters`; and `attioql.build` builds each of them."""

from __future__ import annotations

from datetime import date, datetime, timezone
from decimal import Decimal
from uuid import UUID

from attio_filters import DealsStage, Deals, companies, deals, lists_people, oddities, people, phone_calls

import attioql

ID = "50cf242c-7fa3-4cad-87d0-75b1af71c57b"
NOW = datetime(2024, 5, 15, tzinfo=timezone.utc)


def expressions(workspace: attioql.Workspace) -> list[attioql.FilterExpression]:
    """Return an expression for each thing that can be written."""
    p, c, d = people(workspace), companies(workspace), deals(workspace)
    stage: DealsStage = "Won 🎉"
    stages: list[DealsStage] = ["Lead", "Lost"]
    return [
        # Operators of each type
        p.job_title == "Cook",
        p.job_title != "Cook",
        p.job_title.in_("Cook", "Chef") | p.job_title.not_in(["Cook", "Chef"]),
        p.job_title.contains("oo") & p.job_title.not_contains("oo"),
        ~p.job_title.starts_with("C") | p.job_title.ends_with("k"),
        p.name == "Ada Lovelace",
        p.name.is_empty() | p.name.first_name.is_not_empty(),
        p.email_addresses.email_domain == "acme.com",
        p.phone_numbers.country_code.is_not_empty(),
        p.primary_location.country_code.starts_with("U"),
        p.last_interaction.interacted_at >= date(2024, 1, 1),
        p.last_interaction.interacted_at.in_([date(2024, 1, 1)]),
        p.last_interaction.interaction_type == "email",
        p.last_interaction.owner_member_id == UUID(ID),
        p.newsletter.is_true() | (p.newsletter == False),  # noqa: E712 - makes a condition
        c.foundation_date == date(2024, 5, 31),
        c.foundation_date.between(date(2024, 1, 1), attioql.moment("today")),
        c.foundation_date.during("last 30d") | c.foundation_date.during(2024),
        p.created_at == NOW,
        p.created_at < attioql.moment("now - 8d"),
        p.created_at.during((date(2024, 5, 1), "2024-06-01")),
        (d.value > 5) & (d.value <= 1.5) & (d.value != Decimal("1.5")),
        c.score >= 3,
        c.domains.root_domain.contains("acme") & c.domains.is_not_empty(),
        # Options and statuses
        d.stage == "Lead",
        d.stage == stage,
        d.stage.in_(stages),
        d.stage.not_in("Lead", "In Progress"),
        d.stage == UUID("1b3c9d2e-0f4a-4c5b-8d6e-7f8091a2b3c4"),
        d.stage.active_from > date(2024, 1, 1),
        c.employee_range == "11-50",
        c.categories.option == "SaaS",
        phone_calls(workspace).direction == "Inbound",
        lists_people(workspace).stage == "Hired",
        oddities(workspace)['quote"d'] == "*/ export type Any = any; /*",
        # Actors, records and paths
        d.owner == attioql.member(ID),
        d.owner.in_(attioql.member(ID), attioql.system()),
        (d.owner.referenced_actor_type == "workspace-member") & (d.owner.referenced_actor_id == ID),
        d.associated_company == attioql.record("companies", ID),
        d.associated_company == ID,
        d.associated_company.target_record_id.in_(ID, UUID(ID)),
        d.associated_company.target_object == "companies",
        d.main_contact == attioql.record("people", ID),
        d.main_contact.to("companies").domains == "acme.com",
        d.associated_company.team.company.team.job_title == "Cook",
        d.associated_company.to("companies").team["lead-score"] > 5,
        lists_people(workspace).parent_record.name.contains("A"),
        # Names in brackets
        p["lead-score"].between(1, 5),
        (p["class"] == "a") & (p["where"] == "b") & (p["_note"] == "c") & (p["target_object"] == "d"),
        p["Tier"] == 4,
        # Value blocks
        p.email_addresses.where(lambda e: (e.email_domain == "acme.com") & e.email_local_specifier.starts_with("a")),
        c.domains.where(lambda each: each.domain.is_not_empty() & (each.root_domain == "acme.com")),
        d.stage.where(lambda s: (s.status == "Lead") & (s.active_from >= date(2024, 1, 1))),
        d.associated_company.where(lambda r: (r.target_object == "companies") & (r.target_record_id == ID)),
        # Expressions that are put together
        put_together(d, least=1, name="x"),
    ]


def put_together(d: Deals, least: int | None, name: str) -> attioql.FilterExpression:
    """Return what a program asks for, step by step."""
    conditions: list[attioql.FilterExpression] = []
    if least is not None:
        conditions.append(d.value >= least)
    conditions.append(d.name.contains(name))
    expression = d.value < 5
    for condition in conditions:
        expression &= condition
    return expression
