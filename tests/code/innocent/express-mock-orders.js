const express = require("express");
const app = express();

app.get("/orders", (req, res) => res.json({ data: [], filter: { status: req.query.status } }));
app.delete("/objects/orders/records/:id", (req, res) => res.status(204).end());
module.exports = { app, filter: { nam: 1 } };
