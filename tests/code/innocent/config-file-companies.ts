export default {
  object: "companies",
  list: { filter: { visible: true }, name: ["Acme"] },
  plugins: [["filter", { include: /\.ts$/, filter: { nam: 1 } }]],
} satisfies Record<string, unknown>;
