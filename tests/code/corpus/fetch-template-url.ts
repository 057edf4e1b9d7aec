const BASE = "https://api.attio.com/v2";

export const stale = async () =>
  fetch(`${BASE}/objects/deals/records/query`, {
    method: "POST",
    body: JSON.stringify({
      filter: {
        $and: [{ stage: "In progress" }, { value: { $gt: 5_000 } }],
~                       ^^^^^^^^^^^^^ unknown-option, with a fix
      },
    }),
  });
