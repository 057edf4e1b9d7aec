"""The libraries of the race: for each, the code that makes it ready, what it does with a text, and its dialect.

The code defines `run`, the function from a text to its output. It is text because it is executed in two places: by a
worker, and by the processes whose start is timed, which import nothing else.
"""

from dataclasses import dataclass

from race import filters


@dataclass(frozen=True)
class Contestant:
    """A library: its distribution, what it does on the way from text to output, its dialect, and its code.

    `floor` marks what is no peer.
    """

    distribution: str
    does: str
    dialect: filters.Dialect
    code: str
    floor: bool = False

    def make(self):
        """Return the function from a text to its output."""
        names = {}
        exec(self.code, names)  # noqa: S102 - the code stands below
        return names["run"]


ATTIOQL = """
import attioql
companies = attioql.Workspace.standard()["companies"]
run = lambda text: attioql.compile(text, companies).dumps()
"""

CQL2 = """
import cql2
run = lambda text: cql2.parse_text(text).to_json()
"""

CEL_EXPR = """
from cel_expr_python import cel
text, number, date = cel.Type.STRING, cel.Type.INT, cel.Type.TIMESTAMP
run = cel.NewEnv(variables={
    "name": text, "description": text, "domains": text, "employee_range": text,
    "twitter_follower_count": number, "foundation_date": date,
}).compile
"""

DJANGOQL = """
from djangoql.parser import DjangoQLParser
run = DjangoQLParser().parse
"""

PYGEOFILTER = """
from pygeofilter.backends.cql2_json import to_cql2
from pygeofilter.parsers.cql2_text import parse
run = lambda text: to_cql2(parse(text))
"""

ODATA = """
from odata_query.grammar import ODataLexer, ODataParser
from odata_query.roundtrip import AstToODataVisitor
run = lambda text: AstToODataVisitor().visit(ODataParser().parse(ODataLexer().tokenize(text)))
"""

SCIM = """
from scim2_filter_parser.lexer import SCIMLexer
from scim2_filter_parser.parser import SCIMParser
run = lambda text: SCIMParser().parse(SCIMLexer().tokenize(text))
"""

RULE_ENGINE = """
import rule_engine
text, number, date = rule_engine.DataType.STRING, rule_engine.DataType.FLOAT, rule_engine.DataType.DATETIME
context = rule_engine.Context(type_resolver=rule_engine.type_resolver_from_dict({
    "name": text, "description": text, "domains": text, "employee_range": text,
    "twitter_follower_count": number, "foundation_date": date,
}))
run = lambda text: rule_engine.Rule(text, context=context)
"""

LUQUM = """
from luqum.elasticsearch import ElasticsearchQueryBuilder
from luqum.parser import parser
build = ElasticsearchQueryBuilder()
run = lambda text: build(parser.parse(text))
"""

CELPY = """
import celpy
run = celpy.Environment().compile
"""

FLOOR = """
from race.lark_floor import make
run = make()
"""

CONTESTANTS = {
    "attioql": Contestant("attioql", "parse, check, canonical form, JSON text", filters.ATTIOQL, ATTIOQL),
    "cql2": Contestant("cql2", "parse, JSON; no schema (Rust)", filters.CQL2, CQL2),
    "cel-expr-python": Contestant("cel-expr-python", "parse, type check (C++)", filters.CEL, CEL_EXPR),
    "djangoql": Contestant("djangoql", "parse", filters.DJANGOQL, DJANGOQL),
    "pygeofilter": Contestant("pygeofilter", "parse, JSON text", filters.CQL2, PYGEOFILTER),
    "odata-query": Contestant("odata-query", "parse, text", filters.ODATA, ODATA),
    "scim2-filter-parser": Contestant("scim2-filter-parser", "parse", filters.SCIM, SCIM),
    "rule-engine": Contestant("rule-engine", "parse, typed context", filters.RULE_ENGINE, RULE_ENGINE),
    "luqum": Contestant("luqum", "parse, query dict", filters.LUCENE, LUQUM),
    "cel-python": Contestant("cel-python", "parse", filters.CEL, CELPY),
    "lark floor": Contestant("lark", "parse, check, JSON text", filters.ATTIOQL, FLOOR, floor=True),
}
US = "attioql"
