export const load = (attio: Attio) =>
  attio.records.postV2ObjectsObjectRecordsQuery({
    object: "people",
    postV2ObjectsObjectRecordsQueryRequestBody: {},
    requestBody: { filter: { company: "Acme" } },
~                                     ^^^^^^ property-needed, with a fix
  });
