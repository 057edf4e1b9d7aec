// Attio lists
export const done = (sdk: Sdk) => sdk.lists.queryEntries({ list: "renewals", filter: { status: { $eq: "Finished" } } });
~                                                                                                     ^^^^^^^^^^ unknown-option
