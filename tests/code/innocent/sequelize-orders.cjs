const { Op } = require("sequelize");
const { Order } = require("./models");

exports.list = (query) =>
  Order.findAll({ where: { status: { [Op.like]: `%${query}%` }, [Op.or]: [{ placed_at: null }, { placed_at: { [Op.gt]: 5 } }] }, limit: 10, offset: 0 });
