export const q = (attio: Attio, value: string) =>
  attio.records.query({
    object: "people",
    filter: {
~           ^ foreign-condition
      and: [
        { attribute: "name", operator: "contains", value },
~                                                  ^^^^^ in part: `value` is a variable
        { attribute: "job_title", operator: "equals", value: "CEO" },
      ],
    },
  });
