"""Python expressions to query text: `q.name.contains("Ltd") & (q.value > 500)`. `attioql.build` compiles them."""
