export const isAttio = /attio\.com\/v2\/objects\/people\/records\/query/.test(url) && { object: "people", filter: { nam: 1 } };
