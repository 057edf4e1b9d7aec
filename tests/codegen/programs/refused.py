"""Expressions that type checkers refuse. Each line says `refused`, or `refused by` the checkers that see it; none runs."""

from __future__ import annotations

from datetime import date, datetime, timezone

from attio_filters import companies, deals, lists_people, oddities, people, phone_calls

import attioql

ID = "50cf242c-7fa3-4cad-87d0-75b1af71c57b"
NOW = datetime(2024, 5, 15, tzinfo=timezone.utc)
workspace = attioql.Workspace.standard()
p, c, d = people(workspace), companies(workspace), deals(workspace)

# Attributes, properties and targets that are not there
p.nam  # refused
p.contains  # refused
p.name.value  # refused
p.company.nam  # refused
p.company.team.company.nam  # refused
p["lead_score"]  # refused
p["name"]  # refused
d.main_contact.name  # refused
d.main_contact.to("deals")  # refused
c.health  # refused
people(workspace["people"])  # refused

# Operators that the property does not take
p.name.between("a", "b")  # refused
p.name > "Ada"  # refused
p.job_title.is_empty()  # refused
p.job_title.during("last 30d")  # refused
d.value.contains("5")  # refused
d.value.is_not_empty()  # refused
d.stage.contains("Lead")  # refused
d.stage < "Lead"  # refused
d.owner.is_empty()  # refused
d.associated_company.contains("x")  # refused
p.newsletter > False  # refused
c.foundation_date.starts_with("2024")  # refused
p.primary_location.contains("x")  # refused
p.primary_location.in_("x")  # refused
p.phone_numbers.country_code.contains("U")  # refused
d.stage.active_from.in_(NOW)  # refused
p.last_interaction.during("last 30d")  # refused
p.job_title.is_true()  # refused

# Values of another type
attioql.build(p.job_title == 5)  # refused
attioql.build(p.job_title != None)  # refused  # noqa: E711
attioql.build(p.name == p.job_title)  # refused
attioql.build(p.name == (p.job_title == "x"))  # refused
attioql.build(p.primary_location == "Berlin")  # refused
attioql.build(p.last_interaction == NOW)  # refused
attioql.build(d.stage.active_from == NOW)  # refused
attioql.build(d.value == "5")  # refused
attioql.build(c.score == 4.5)  # refused
attioql.build(p.newsletter == "true")  # refused
attioql.build(c.foundation_date == "2024-05-31")  # refused
attioql.build(p.created_at == date(2024, 5, 31))  # refused
attioql.build(d.main_contact == ID)  # refused
attioql.build(d.owner == attioql.record("people", ID))  # refused
attioql.build(d.associated_company == attioql.member(ID))  # refused
p.job_title.contains(5)  # refused
p.job_title.in_([1, 2])  # refused
p.job_title.in_("a", 2)  # refused
d.value > "5"  # refused
d.value.between(1, "5")  # refused
c.foundation_date >= "2024-05-31"  # refused
c.foundation_date.during(None)  # refused
p.created_at >= 1715731200  # refused

# Options, statuses and objects that are not there
attioql.build(d.stage == "Wno")  # refused
attioql.build(d.stage != "won 🎉")  # refused
d.stage.in_("Lead", "Wno")  # refused
d.stage.not_in(["Lead", "Wno"])  # refused
attioql.build(d.stage.status == "Wno")  # refused
attioql.build(c.categories == "Saas")  # refused
attioql.build(phone_calls(workspace).direction == "Sideways")  # refused
attioql.build(lists_people(workspace).stage == "Lead")  # refused
attioql.build(oddities(workspace).nothing == "x")  # refused
attioql.build(d.associated_company.target_object == "people")  # refused
d.stage.where(lambda s: s.status == "Wno")  # refused

# What Python cannot turn into a filter
attioql.build(1 < d.value < 5)  # refused by ty
attioql.build((d.value > 1) and (d.value < 5))  # refused by ty
attioql.build(not (d.value > 1))  # refused
not (d.value > 1)  # refused by pyright, ty
if d.value > 1:  # refused by pyright, ty
    pass
attioql.build((d.value > 1) & True)  # refused
attioql.build(d.stage)  # refused
attioql.build(p.name == "a" | "b")  # refused
p.email_addresses.where("x")  # refused
p.email_addresses.where(lambda e: e.name == "x")  # refused
p.email_addresses.where(lambda e: e.email_domain)  # refused
