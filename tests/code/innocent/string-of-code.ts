export const EXAMPLE = `await attio.records.query({ object: "people", filter: { nam: "x" } })`;
