'use strict';
const attio = require('./attio');

exports.find = () => attio.records.query({
  'object': 'people',
  'filter': {
    "nam": 'Ada',
~   ^^^^^ unknown-attribute, fix: write `name`
    'emails': "ada@example.com",
~   ^^^^^^^^ unknown-attribute, fix: write `email_addresses`
    primary_location: 'London',
~                     ^^^^^^^^ property-needed, fix: write {"primary_location": {"locality": {"$eq": "London"}}}
  },
});
