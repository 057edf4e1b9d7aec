const payload = {
  filter: {
    'domains': { '$contains': 'acme' },
    'name': { '$like': 'Acme' },
~             ^^^^^^^ invented-operator, with a fix
  },
  limit: 50,
};
const options = { method: 'POST', body: JSON.stringify(payload) };

module.exports.acme = () => fetch('https://api.attio.com/v2/objects/companies/records/query', options);
