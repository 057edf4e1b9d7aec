await attio.views.create({ object: "people", view: { conditions: [{ attribute: "nam", op: "eq", value: "x" }] } });
