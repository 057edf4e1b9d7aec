export default {
  object: "orders",
  list: { filter: { visible: true }, status: ["open"] },
  plugins: [["filter", { include: /\.ts$/, filter: { nam: 1 } }]],
} satisfies Record<string, unknown>;
