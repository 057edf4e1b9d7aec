export const q = (attio: Attio) =>
  attio.records.query({
    object: "people",
    filter: {
      $and: [
        { job_title: "CEO" }, // the boss
        /* twice */ { job_title: "CEO" },
~                     ^^^^^^^^^ duplicate-condition
        { name: { $contains: "A" /* first letter */ } },
      ],
    },
  });
