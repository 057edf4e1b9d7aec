export default {
  object: "people",
  list: { filter: { visible: true }, job_title: ["chef"] },
  plugins: [["filter", { include: /\.ts$/, filter: { nam: 1 } }]],
} satisfies Record<string, unknown>;
