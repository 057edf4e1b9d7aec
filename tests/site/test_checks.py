"""The check of the built site finds what is wrong with it."""

import pytest
from website.checks import faults, seal


@pytest.fixture
def site(tmp_path):
    (tmp_path / "a.html").write_text(
        '<h1 id="top">A</h1><a href="b.html#there">b</a><img src="c.svg">', encoding="utf-8"
    )
    (tmp_path / "b.html").write_text(
        '<h1 id="there">B</h1><a href="#there">b</a><a href="https://docs.attio.com">c</a>', encoding="utf-8"
    )
    (tmp_path / "c.svg").write_text("<svg/>", encoding="utf-8")
    (tmp_path / "d.css").write_text(
        "a { background: url(c.svg) } @font-face { src: url('data:font/woff2;base64,AA') }", encoding="utf-8"
    )
    (tmp_path / "e.js").write_text(
        'document.createElementNS("http://www.w3.org/2000/svg", "a") // https://acme.com', encoding="utf-8"
    )
    return tmp_path


def test_a_site_that_loads_nothing_from_elsewhere_and_has_every_anchor_is_right(site):
    assert faults(site) == []


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("x.html", '<a href="no.html">x</a>', "x.html: links to no.html, which does not exist"),
        ("x.html", '<a href="a.html#no">x</a>', "x.html: links to a.html#no, which has no such anchor"),
        ("x.html", '<a href="#no">x</a>', "x.html: links to #no, which has no such anchor"),
        ("x.html", '<i id="a"></i><b id="a"></b>', "x.html: two elements have the id `a`"),
        (
            "x.html",
            '<script src="https://acme.com/a.js"></script>',
            "x.html: loads https://acme.com/a.js from another host",
        ),
        ("x.html", '<link rel="preconnect" href="//acme.com">', "x.html: loads //acme.com from another host"),
        ("x.html", '<img src="no.svg">', "x.html: loads no.svg, which does not exist"),
        (
            "x.html",
            "<style>@import 'https://acme.com/a.css';</style>",
            "x.html: loads https://acme.com/a.css from another host",
        ),
        (
            "x.html",
            '<p style="background: url(https://acme.com/a.png)">',
            "x.html: loads https://acme.com/a.png from another host",
        ),
        (
            "x.css",
            "a { src: url( 'http://acme.com/a.woff' ) }",
            "x.css: loads http://acme.com/a.woff from another host",
        ),
        ("x.js", "load(`https://acme.com/a.js`)", "x.js: has the address https://acme.com/a.js, and could load it"),
    ],
)
def test_a_fault_is_found(site, name, text, fault):
    (site / name).write_text(text, encoding="utf-8")
    assert faults(site) == [fault]


def test_addresses_in_the_scripts_of_the_theme_are_taken_out(site):
    script = site / "assets" / "javascripts" / "bundle.js"
    script.parent.mkdir(parents=True)
    script.write_text('load("https://unpkg.com/a"); name("http://www.w3.org/1999/xlink")', encoding="utf-8")
    seal(site)
    assert script.read_text(encoding="utf-8") == 'load("about:blank"); name("http://www.w3.org/1999/xlink")'
    assert faults(site) == []
