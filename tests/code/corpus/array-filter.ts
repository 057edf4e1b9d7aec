export const q = (attio: Attio) => attio.records.query({ object: "people", filter: [{ name: "Ada" }, { job_title: "CEO" }] });
~                                                                                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ not-a-filter, with a fix
