export const ofCompany = (domain: string) =>
  fetch("https://api.attio.com/v2/lists/renewals/entries/query", {
    method: "POST",
    body: JSON.stringify({
      filter: {
        path: [
          ["renewals", "parent_record"],
          ["companies", "domain"],
~                       ^^^^^^^^ unknown-attribute, with a fix
        ],
        constraints: { domain: { $eq: domain } },
~                                     ^^^^^^ in part: `domain` is a variable
      },
    }),
  });
