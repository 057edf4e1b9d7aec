const request = (path: string, init: RequestInit) => fetch("https://api.attio.com/v2" + path, init);

export const domains = (names: string[]) =>
  request("/objects/companies/records/query", {
    method: "POST",
    body: JSON.stringify({ filter: { $or: names.map((domain) => ({ domains: domain })), nam: "x" } }),
~                                         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ in part: `names.map((domain) => ({ domains: dom…` is a call
~                                                                                       ^^^ unknown-attribute, with a fix
  });
