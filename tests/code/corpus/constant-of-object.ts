const FILTERS = {
  big: { value: { $gt: 10_000, $gte: 20_000 } },
~                 ^^^ redundant-condition, with a fix
  small: { value: { $lt: 10_000n } },
~                        ^^^^^^^ in part: only the running program knows `10_000n`
};

export const big = (attio: Attio) => attio.records.query({ object: "deals", filter: FILTERS.big });
export const small = (attio: Attio) => attio.records.query({ object: "deals", filter: FILTERS.small });
