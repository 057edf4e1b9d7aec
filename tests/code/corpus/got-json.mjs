import got from 'got';

const {data} = await got.post('https://api.attio.com/v2/objects/companies/records/query', {
  json: {
    filter: {name: {$eq: 'Acme', $contains: 'Ac'}, employee_range: {$in: ['1-10', '11-50']}},
~                                                                   ^^^ operator-not-supported, with a fix
  },
}).json();
