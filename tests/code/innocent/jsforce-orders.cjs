const jsforce = require("jsforce");

module.exports = async (connection) =>
  connection.sobject("Order").find({ Name: { $like: "open%" }, CreatedDate: { $gte: jsforce.Date.YESTERDAY } }).limit(5).execute();
