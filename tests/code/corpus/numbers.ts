export const q = (attio: Attio) =>
  attio.records.query({
    object: "companies",
    filter: {
      twitter_follower_count: { $gt: 0x10, $gte: .5, $lt: 1_000., $eq: -5e3, $lte: 0b1 },
      funding_raised_usd: "1,000",
~                         ^^^^^^^ wrong-value-type, with a fix
    },
  });
