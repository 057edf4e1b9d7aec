import * as d3 from "d3";

d3.selectAll("g.companies").filter((d) => d.name === "Acme").attr("filter", "url(#blur)").data([{ filter: { nam: 1 } }]);
