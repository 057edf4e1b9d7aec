export const q = (attio: Attio) =>
  attio.records.query({
    object: "people",
    filter: {
      $or: [
        { job_title: 'CEO', },
        { job_title: 'CEO', },
~         ^^^^^^^^^ duplicate-condition, with a fix
      ],
    },
  },);
