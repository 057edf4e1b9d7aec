import got from 'got';

const {data} = await got.post('https://api.attio.com/v2/objects/companies/records/query', {
  json: {
    filter: {name: {$eq: 'Acme', $contains: 'Ac'}, employee_range: {$in: ['1-10', '11-50']}},
~                                                                   ^^^ operator-not-supported, fix: write {"$or": [{"employee_range": {"option": {"$eq": "1-10"}}}, {"employee_range": {"option": {"$eq": "11-50"}}}]}
  },
}).json();
