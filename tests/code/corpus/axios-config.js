const axios = require("axios");

module.exports = (owner) =>
  axios({
    method: "post",
    url: "https://api.attio.com/v2/objects/deals/records/query",
    data: {
      filter: { owner: { referenced_actor_id: owner } },
~                        ^^^^^^^^^^^^^^^^^^^ half-actor-reference
~                                             ^^^^^ in part: `owner` is a variable
    },
  });
