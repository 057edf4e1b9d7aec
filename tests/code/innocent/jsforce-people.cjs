const jsforce = require("jsforce");

module.exports = async (connection) =>
  connection.sobject("Person").find({ Name: { $like: "chef%" }, CreatedDate: { $gte: jsforce.Date.YESTERDAY } }).limit(5).execute();
