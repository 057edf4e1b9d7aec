export const q = (attio: Attio) =>
  attio.records.query({
    object: "people",
    filter: { "n\u0061me": "a\u{1F600}b\x41", 'job\x5ftitle': { "$c\u006fntain": "\
~                                                               ^^^^^^^^^^^^^^^ invented-operator, with a fix
x" } },
  });
