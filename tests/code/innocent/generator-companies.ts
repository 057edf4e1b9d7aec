export function* pages<T>(query: (request: { filter: object; offset: number }) => T[]) {
  for (let offset = 0; ; offset += 500) {
    const page = query({ filter: {}, offset });
    if (!page.length) return;
    yield* page;
  }
}
export const label = `companies: ${JSON.stringify({ name: "Acme" })}`;
