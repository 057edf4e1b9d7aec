export const q = (attio: Attio, companyId: string) =>
  attio.records.query({
    object: "people",
    filter: {
      $and: [
        { company: companyId },
~                  ^^^^^^^^^ in part: `companyId` is a variable
        { company: { $eq: companyId } },
~                    ^^^ property-needed
        { company: { target_record_id: companyId } },
        { company: { target_record_id: "acme" } },
~                                      ^^^^^^ invalid-uuid
        { company: { target_object: "company", target_record_id: companyId } },
~                                   ^^^^^^^^^ unknown-object, with a fix
      ],
    },
  });
