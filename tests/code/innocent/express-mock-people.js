const express = require("express");
const app = express();

app.get("/people", (req, res) => res.json({ data: [], filter: { job_title: req.query.job_title } }));
app.delete("/objects/people/records/:id", (req, res) => res.status(204).end());
module.exports = { app, filter: { nam: 1 } };
