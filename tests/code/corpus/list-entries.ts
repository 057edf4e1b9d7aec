export const due = (list: Client) =>
  list.post("https://api.attio.com/v2/lists/renewals/entries/query", {
    body: JSON.stringify({
      filter: {
        status: "due",
~       ^^^^^^ malformed-path
        name: "Acme",
        path: [["renewals", "parent_record"], ["companies", "domains"]],
      },
    }),
  });
