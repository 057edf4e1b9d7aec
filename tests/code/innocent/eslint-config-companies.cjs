module.exports = {
  rules: { "no-restricted-syntax": ["error", { selector: "CallExpression[callee.name='query']", message: "use queryRecords" }] },
  overrides: [{ files: ["companies/*.js"], rules: { filter: "off" } }],
};
