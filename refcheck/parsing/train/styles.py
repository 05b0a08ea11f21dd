"""Styles of references as templates, for printing training references again.

A template is literal text with fields in braces; what stands in square brackets is printed only if all its fields have
values. ``{a}`` authors, ``{e}`` editors, ``{t}`` title, ``{c}`` container, ``{y}`` year, ``{v}`` volume, ``{i}`` issue, ``{p}`` pages,
``{u}`` publisher, ``{l}`` place, ``{d}`` DOI, ``{w}`` URL, ``{x}`` arXiv.
"""

from typing import NamedTuple

from refcheck.parsing.train import name_styles as n
from refcheck.parsing.train.name_styles import NameStyle


class Style(NamedTuple):
    """A template, and how its authors and editors are printed."""

    template: str
    author: NameStyle
    editor: NameStyle = n.EDITORS


ARTICLES = (
    Style("{a} ({y}). {t}. {c}[, {v}][({i})][, {p}].[ https://doi.org/{d}]", n.APA),
    Style("{a} ({y}) {t}. {c}[ {v}][({i})][: {p}].[ doi:{d}]", n.VANCOUVER),
    Style("{a}. {t}. {c}. {y}[;{v}][({i})][:{p}].[ doi: {d}]", n.VANCOUVER),
    Style("{a}. {t}. {c} {y}[; {v}][: {p}].", n.VANCOUVER_DOTS),
    Style("{a}, “{t},” {c}[, vol. {v}][, no. {i}][, pp. {p}], {y}[, doi: {d}].", n.IEEE),
    Style('{a}, "{t}", {c}[, vol. {v}][, pp. {p}], {y}.', n.PHYSICS),
    Style("{a}. {y}. “{t}.” {c}[ {v}][ ({i})][: {p}].[ https://doi.org/{d}]", n.CHICAGO),
    Style("{a}. “{t}.” {c}[ {v}][, no. {i}] ({y})[: {p}].", n.CHICAGO),
    Style("{a}, “{t},” {c}[ {v}][, no. {i}] ({y})[: {p}].", n.FULL_PLAIN),
    Style("{a} ({y}) ‘{t}’, {c}[, {v}][({i})][, pp. {p}].", n.HARVARD),
    Style("{a} ({y}), ‘{t}’, {c}[, Vol. {v}][, No. {i}][, pp. {p}].", n.SEMICOLONS_FULL),
    Style("{a} {y}, '{t}', {c}[, vol. {v}][, no. {i}][, pp. {p}].", n.APA_PLAIN),
    Style("{a}. “{t}.” {c}[, vol. {v}][, no. {i}], {y}[, pp. {p}].", n.CHICAGO),
    Style("{a}, {c}[ {v}][, {p}] ({y}).", n.PHYSICS),
    Style("{a}, {c}[ {v}] ({y})[ {p}].", n.PHYSICS_COMMAS),
    Style("{a}, {c}[, {v}][, {p}] ({y})", n.SEMICOLONS),
    Style("{a}, {t}, {c}[ {v}] ({y})[ {p}][, https://doi.org/{d}].", n.PHYSICS),
    Style("{a}, {t}, {c}[ {v}] ({y})[, no. {i}][, {p}].", n.IEEE),
    Style("{a} {y}, {c}[, {v}][, {p}]", n.APA_PLAIN),
    Style("{a}: {t}, {c}[, {v}][, {p}][, https://doi.org/{d}], {y}.", n.HARVARD),
    Style("{a} ({y}): {t}. In: {c}[ {v}][ ({i})][, S. {p}].", n.SLASHES),
    Style("{a} ({y}): {t}, in: {c}[, {v}. Jg.][, H. {i}][, S. {p}].", n.SLASHES_INITIALS),
    Style("{a} ({y}): {t}. {c}[ {v}][, {i}][, {p}].", n.SLASHES_INITIALS),
    Style("{a}, {y}: {t}. {c}[ {v}][: {p}].", n.GERMAN),
    Style("{a}, »{t}«, in: {c}[, {v}] ({y})[ {i}][, S. {p}].", n.GERMAN),
    Style("{a}: {t}, in: {c}[, Jg. {v}][, Heft {i}], {y}[, S. {p}].", n.FULL_GERMAN),
    Style("{a}: „{t}“. In: {c}[, Bd. {v}][, Nr. {i}] ({y})[, S. {p}].", n.GERMAN_FIRST),
    Style("{a}: {t}. {c}[, {v}][/{i}], {y}[, {p}].", n.SLASHES_SPACED),
    Style("{a} ({y}), {t}, in: {c}[ {v}][/{i}][, S. {p}].", n.SLASHES),
    Style("{a}. {t}. {c}[, v. {v}][, n. {i}][, p. {p}], {y}.[ Disponível em: {w}.]", n.CAPITALS),
    Style("{a}. {t}[J]. {c}, {y}[, {v}][({i})][: {p}].[ DOI:{d}.]", n.CAPITALS_GB),
    Style("{a}, {y}. {t}[J/OL]. {c}[, {v}][({i})][: {p}].[ https://doi.org/{d}.]", n.CAPITALS_GB),
    Style("{a}. “{t}”. In: {c}[ {v}][.{i}] ({y})[, pp. {p}].[ doi: {d}.]", n.FULL),
    Style("{a} ({y}). “{t}”. In: {c}[ {v}][.{i}][, pp. {p}].[ doi: {d}.]", n.CHICAGO),
    Style("{a}. {t}. {c}[, {v}][({i})][:{p}], {y}.", n.FULL),
    Style("{a}. {y}. {t}. {c}[ {v}][, {i}] ({y})[, {p}].[ https://doi.org/{d}]", n.FULL),
    Style("{a} {c} {y}[, {v}][ ({i})][, {p}].[ doi:{d}.]", n.SEMICOLONS),
    Style("{a} {t}. {c} {y}[, {v}][, {p}].", n.SEMICOLONS),
    Style("{a}, ‘{t}’ ({y})[ {v}] {c}[ {p}].", n.FULL_PLAIN),
    Style("{a}, {t}, [{v} ]{c}[ {p}] ({y}).", n.FULL_PLAIN),
    Style("{a} ({y}), “{t}”, {c}[, Vol. {v}][, No. {i}][, pp. {p}][, (doi: {d})].", n.CHICAGO_PLAIN),
    Style("{a} ({y}), {t}. {c}[, Vol {v}][, No {i}][ (doi:{d})].", n.CHICAGO_PLAIN),
    Style("{a}. {y}. {t}. {c}[ {v}][: {p}].", n.CAPITALS_PLAIN),
    Style("{a}. {y}. {t}. {c}[, {v}][({i})][: {p}].", n.HARVARD),
    Style("{a}, « {t} », {c}[, t. {v}][, n° {i}], {y}[, p. {p}].", n.FRENCH),
    Style("{a} {t} // {c}. – {y}.[ – Vol. {v}][, No. {i}].[ – P. {p}].", n.RUSSIAN),
    Style("{a} {t}. {c}. {y}.[ Т. {v}].[ № {i}].[ С. {p}].", n.RUSSIAN),
    Style("{a}, {t}, «{c}»[, {v}] ({y})[, pp. {p}].", n.PHYSICS),
    Style("{a}, {t}, in «{c}»[, {v}][, {i}], {y}[, pp. {p}].", n.DASHES),
    Style("{a}. {t}. {c}[ {v}][:{p}], {y}.", n.VANCOUVER),
    Style("{a}, {c}[ {v}][, {p}] ({y}) [arXiv:{x}].", n.PHYSICS),
    Style("{a}; {t}; {c}; {y}[; {v}][ ({i})][; {p}].", n.APA),
)

CHAPTERS = (
    Style("{a} ({y}). {t}. In [{e} (Eds.), ]{c}[ (pp. {p})].[ {l}:] {u}.", n.APA),
    Style("{a}. {y}. “{t}.” In {c}[, edited by {e}][, {p}].[ {l}:] {u}.", n.CHICAGO, n.EDITORS_FULL),
    Style("{a}. “{t}.” {c}[, edited by {e}][, {u}], {y}[, pp. {p}].", n.CHICAGO, n.EDITORS_FULL),
    Style("{a} ({y}) ‘{t}’, in [{e} (eds) ]{c}.[ {l}:] {u}[, pp. {p}].", n.HARVARD, n.EDITORS_INVERTED),
    Style("{a} ({y}): {t}. In: [{e} (Hrsg.): ]{c}.[ {l}][: {u}][, S. {p}].", n.SLASHES, n.EDITORS_SLASHES),
    Style("{a}, {y}: {t}. S. {p} in: [{e} (Hg.), ]{c}.[ {l}][: {u}].", n.GERMAN, n.EDITORS_FULL),
    Style("{a}: {t}, in: [{e} (Hg.): ]{c}[, {l}] {y}[, S. {p}].", n.FULL_GERMAN, n.EDITORS_FULL),
    Style("{a} ({y}), »{t}«, in: [{e} (Hg.), ]{c}[, {l}][: {u}][, S. {p}].", n.SLASHES, n.EDITORS_SLASHES),
    Style("{a}. {t}. In: [{e}, editors. ]{c}.[ {l}:] {u}; {y}.[ p. {p}].", n.VANCOUVER, n.VANCOUVER),
    Style("{a}, “{t},” in {c}[, {e}, Eds.][ {l}:] {u}, {y}[, pp. {p}].", n.IEEE),
    Style("{a}. {t}. In {c}[, pages {p}].[ {u}], {y}.", n.FULL),
    Style("{a}, {t}, {c}[ ({e}, eds.)][, {u}][, {l}], {y}[, pp. {p}].", n.IEEE),
    Style("{a}. {t}. In: [{e} (Org.). ]{c}.[ {l}:] {u}, {y}.[ p. {p}].", n.CAPITALS, n.SEMICOLONS),
    Style("{a}. {t}[M]//[{e}. ]{c}.[ {l}:] {u}, {y}[: {p}].", n.CAPITALS_GB, n.CAPITALS_GB),
    Style("{a}. {y}. {t}. [Pp. {p} in ]{c}[ ({e}, eds.)]. {u}[, {l}].", n.HARVARD),
    Style("{a} ({y}), “{t}”, In: [{e} (ed.) ]{c}[, {l}:] {u}[, pp. {p}].", n.CHICAGO_PLAIN),
    Style("{a}. “{t}”. In: {c}.[ Ed. by {e}.][ {l}:] {u}, {y}[, pp. {p}].", n.FULL, n.EDITORS_FULL),
    Style("{a}, {t}, in {c}[, a cura di {e}][, {l}] {y}[, pp. {p}].", n.PHYSICS),
)

BOOKS = (
    Style("{a} ({y}). {t}.[ {l}:] {u}.", n.APA),
    Style("{a}. {y}. {t}.[ {l}:] {u}.", n.CHICAGO),
    Style("{a}. {t}.[ {l}:] {u}, {y}.", n.CHICAGO),
    Style("{a}, {t}[ ({l}: {u}, {y})].", n.FULL_PLAIN),
    Style("{a} ({y}) {t}.[ {l}:] {u}.", n.HARVARD),
    Style("{a} ({y}): {t}.[ {l}][: {u}].", n.SLASHES),
    Style("{a} ({y}): {t}.[ {l}][: {u}].", n.SLASHES_INITIALS),
    Style("{a} ({y}): {t}[, {l}].", n.SLASHES),
    Style("{a}, {y}: {t}.[ {l}:] {u}.", n.GERMAN),
    Style("{a}: {t}[, {l}] {y}.", n.FULL_GERMAN),
    Style("{a}, {t}[, {l}] {y}.", n.PHYSICS),
    Style("{a}, {t}[, {u}][, {l}], {y}.", n.IEEE),
    Style("{a}. {t}. {u}[, {l}], {y}.", n.FULL),
    Style("{a}. {t}.[ {l}:] {u}; {y}.", n.VANCOUVER),
    Style("{a}. {t}.[ {l}:] {u}, {y}.", n.CAPITALS),
    Style("{a}. {t}[M].[ {l}:] {u}, {y}.", n.CAPITALS_GB),
    Style("{a}, {y}. {t}[M].[ {l}:] {u}.", n.CAPITALS_GB),
    Style("{a} ({y}), {t}.[ {l}:] {u}.", n.CHICAGO_PLAIN),
    Style("{a}, {t}[, {u}], {y}.", n.FRENCH),
    Style("{a} {t}.[ – {l}][: {u}], {y}.", n.RUSSIAN),
)

WEB_PAGES = (
    Style("{a} ({y}). {t}.[ {u}.] Retrieved from {w}", n.APA),
    Style("{a} ({y}), “{t}”[, {u}], Available at: {w}.", n.CHICAGO_PLAIN),
    Style("{a} ({y}) {t}.[ {u}.] Available at: {w}.", n.HARVARD),
    Style("{a}. {t}[EB/OL].[ {u}], {y}. {w}.", n.CAPITALS_GB),
    Style("{a} ({y}): {t}, online: {w}.", n.SLASHES),
    Style("{a}. {t}.[ {u}.] {y}. Available from: {w}", n.VANCOUVER),
)
