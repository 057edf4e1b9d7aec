const { Op } = require("sequelize");
const { Person } = require("./models");

exports.list = (query) =>
  Person.findAll({ where: { job_title: { [Op.like]: `%${query}%` }, [Op.or]: [{ created_at: null }, { created_at: { [Op.gt]: 5 } }] }, limit: 10, offset: 0 });
