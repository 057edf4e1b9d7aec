export const outbound = () =>
  fetch("https://api.attio.com/v2/activities/phone_calls/records/query", {
    method: "POST",
    body: JSON.stringify({ filter: { direction: "outbound" }, filter_view_id: "x" }),
~                                               ^^^^^^^^^^ unknown-option, with a fix
~                                                             ^^^^^^^^^^^^^^ unknown-body-key
  });
