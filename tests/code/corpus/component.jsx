export const Companies = ({ attio }) => (
  <List
    title={'Companies'}
    load={() => attio.records.query({ object: 'companies', filter: { team: { target_object: 'people' }, "categories": 'b2b' } })}
~                                                                                                                     ^^^^^ unknown-option, with a fix
  >
    {(company) => <b>{company.name}</b>}
  </List>
);
