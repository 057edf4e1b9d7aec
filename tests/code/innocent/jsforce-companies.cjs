const jsforce = require("jsforce");

module.exports = async (connection) =>
  connection.sobject("Company").find({ Name: { $like: "Acme%" }, CreatedDate: { $gte: jsforce.Date.YESTERDAY } }).limit(5).execute();
