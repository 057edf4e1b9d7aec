import * as d3 from "d3";

d3.selectAll("g.people").filter((d) => d.job_title === "chef").attr("filter", "url(#blur)").data([{ filter: { nam: 1 } }]);
