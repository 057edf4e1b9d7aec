const { Op } = require("sequelize");
const { Company } = require("./models");

exports.list = (query) =>
  Company.findAll({ where: { name: { [Op.like]: `%${query}%` }, [Op.or]: [{ founded: null }, { founded: { [Op.gt]: 5 } }] }, limit: 10, offset: 0 });
