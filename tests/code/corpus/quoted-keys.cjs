'use strict';
const attio = require('./attio');

exports.find = () => attio.records.query({
  'object': 'people',
  'filter': {
    "nam": 'Ada',
~   ^^^^^ unknown-attribute, with a fix
    'emails': "ada@example.com",
~   ^^^^^^^^ unknown-attribute, with a fix
    primary_location: 'London',
~                     ^^^^^^^^ property-needed, with a fix
  },
});
