import * as d3 from "d3";

d3.selectAll("g.orders").filter((d) => d.status === "open").attr("filter", "url(#blur)").data([{ filter: { nam: 1 } }]);
