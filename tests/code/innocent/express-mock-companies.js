const express = require("express");
const app = express();

app.get("/companies", (req, res) => res.json({ data: [], filter: { name: req.query.name } }));
app.delete("/objects/companies/records/:id", (req, res) => res.status(204).end());
module.exports = { app, filter: { nam: 1 } };
