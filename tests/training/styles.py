"""Styles of references as templates, for printing training references again.

A template is literal text with fields in braces; what stands in square brackets is printed only if all its fields have
values. ``{a}`` authors, ``{e}`` editors, ``{t}`` title, ``{c}`` container, ``{y}`` year, ``{v}`` volume, ``{i}`` issue,
``{p}`` pages, ``{u}`` publisher, ``{l}`` place, ``{d}`` DOI, ``{w}`` URL, ``{x}`` arXiv, ``{g}`` genre, ``{s}`` series,
``{k}`` report number, ``{r}`` translator with his role.
"""

from typing import NamedTuple

from training import name_styles as n
from training.name_styles import NameStyle


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
    Style("{a} {y}, {c}, in press[ (arXiv:{x})]", n.APA_PLAIN),
    Style("{a} {y}, {c}, submitted[ (arXiv:{x})]", n.HARVARD),
    Style("{a}, {c} (in press).", n.PHYSICS),
    Style("{a}, {c}, to appear.", n.PHYSICS_COMMAS),
    Style("{a}. {t}. {c}, in press.", n.FULL),
    Style("{a} ({y}): {t}, {c}[, {v}][({i})][, {p}].", n.SLASHES_INITIALS),
    Style("{a} ({y}): {t}. In: {c}, {y}[ ({i})][, S. {p}]", n.GERMAN),
    Style("{a}: {t}. - In: {c}[, {v}] ({y})[, {i}][, S. {p}]", n.SEMICOLONS_FULL),
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
    Style("{a} ({y}): {t}. In: {e} (Hg.): {c}.[ {l}][, S. {p}].", n.SLASHES_INITIALS, n.SLASHES_INITIALS),
    Style("{a} {y}: {t}, in: {e} (Hrsg.): {c}[, {l}][, {p}].", n.GERMAN, n.EDITORS_SLASHES),
    Style("{a} ({y}): {t}. In: {e}: {c}.[ {l}:] {u}[, {p}].", n.SEMICOLONS_FULL, n.SEMICOLONS_FULL),
    Style("{a}. {t}. In {e}, editors, {c}[, volume {v} of {s}][, pages {p}].[ {u}], {y}.", n.FULL, n.EDITORS_FULL),
    Style("{a}. {t}. In {c}[, volume {v} of {s}][, pages {p}].[ {u}], {y}.", n.FULL),
    Style("{a} ({y}) {t}. In: {e} (eds) {c}.[ {u}][, {l}][, pp {p}]", n.VANCOUVER, n.VANCOUVER),
    Style("{a}: {t}. - In: [{e}: ]{c}.[ - {u}][ ({l})], {y}[, S. {p}]", n.SEMICOLONS_FULL, n.SEMICOLONS_FULL),
    Style("{a} ({y}), {t}, in: {e}, {c}, {l}[, S. {p}].", n.GERMAN, n.GERMAN),
    Style("{a}, {t}, in: {e} (Hg.), {c} ({l}[: {u}] {y})[, S. {p}].", n.FULL_PLAIN, n.EDITORS_FULL),
    Style("{a} ({y}) ‘{t}’, in {e} (eds), {c}, {l}: {u}.", n.CHICAGO_PLAIN, n.EDITORS_FULL),
    Style("{a} {y}, in {c}, ed. {e} ({l}: {u})[, {p}]", n.APA_PLAIN, n.EDITORS),
    Style("{a} ({y}) ‘{t}’, in {e} (eds) {c}, pp. {p}. {l}: {u}.", n.HARVARD, n.HARVARD),
)

BOOKS = (
    Style("{a} ({y}). {t}.[ {l}:][ {u}].", n.APA),
    Style("{a}. {y}. {t}.[ {l}:][ {u}].", n.CHICAGO),
    Style("{a}. {t}.[ {l}:][ {u}], {y}.", n.CHICAGO),
    Style("{a}, {t}[ ({l}: {u}, {y})].", n.FULL_PLAIN),
    Style("{a} ({y}) {t}.[ {l}:][ {u}].", n.HARVARD),
    Style("{a} ({y}): {t}.[ {l}][: {u}].", n.SLASHES),
    Style("{a} ({y}): {t}.[ {l}][: {u}].", n.SLASHES_INITIALS),
    Style("{a} ({y}): {t}[, {l}].", n.SLASHES),
    Style("{a}, {y}: {t}.[ {l}:][ {u}].", n.GERMAN),
    Style("{a}: {t}[, {l}] {y}.", n.FULL_GERMAN),
    Style("{a}, {t}[, {l}] {y}.", n.PHYSICS),
    Style("{a}, {t}[, {u}][, {l}], {y}.", n.IEEE),
    Style("{a}. {t}.[ {u}][, {l}], {y}.", n.FULL),
    Style("{a}. {t}.[ {l}:][ {u}]; {y}.", n.VANCOUVER),
    Style("{a}. {t}.[ {l}:][ {u}], {y}.", n.CAPITALS),
    Style("{a}. {t}[M].[ {l}:][ {u}], {y}.", n.CAPITALS_GB),
    Style("{a}, {y}. {t}[M].[ {l}:][ {u}].", n.CAPITALS_GB),
    Style("{a} ({y}), {t}.[ {l}:][ {u}].", n.CHICAGO_PLAIN),
    Style("{a}, {t}[, {u}], {y}.", n.FRENCH),
    Style("{a} {t}.[ – {l}][: {u}], {y}.", n.RUSSIAN),
    Style("{a}. {t}.[ {r}.][ {l}:][ {u}], {y}.", n.CHICAGO),
    Style("{a}. {t}.[ {r}.][ {l}:][ {u}], {y}.", n.CAPITALS),
    Style("{a} ({y}). {t}[ ({r})].[ {l}:][ {u}].", n.APA),
    Style("{a} ({y}): {t}.[ {r}.][ {l}:][ {u}].", n.GERMAN),
    Style("{a}. {y}. {t}.[ {r}.][ {l}:][ {u}].", n.CHICAGO),
    Style("{e} ({y}) (Hg.): {t}.[ {l}][: {u}].", n.SLASHES, n.EDITORS_SLASHES),
    Style("{e} ({y}) (Hrsg.), {t}[, {l}][: {u}].", n.GERMAN, n.GERMAN),
    Style("{e} (Hg.) ({y}): {t}.[ {l}:][ {u}].", n.SLASHES, n.EDITORS_SLASHES),
    Style("{e} (Eds.). ({y}). {t}.[ {l}:][ {u}].", n.APA, n.APA),
    Style("{e}, ed. {t}.[ {l}:][ {u}], {y}.", n.CHICAGO, n.CHICAGO),
    Style("{e} (eds) ({y}) {t}.[ {l}:][ {u}].", n.HARVARD, n.HARVARD),
    Style("{a} ({y}): {t}. – {l}[: {u}].", n.CAPITALS),
    Style("{a} ({y}), {t}, {l}.", n.GERMAN),
    Style("{a} ({y}): {t}, {l}[: {u}].", n.GERMAN),
    Style("{a} {y}, {t}. {l}.", n.FULL_GERMAN),
    Style("{a}, {y}: {t}, {l}[: {u}].", n.SLASHES),
    Style("{a} ({y}): {t}. {u}[, {l}].", n.SEMICOLONS_FULL),
    Style("{a}, {t}. {u}[, {l}] {y}.", n.IEEE),
    Style("{a}, {t}[, {u}][, {l}] ({y}).", n.PHYSICS),
    Style("{a}, {t} ({u}[, {l}], {y}).", n.PHYSICS),
    Style("{a}: {t}. - {l}[: {u}], {y}.", n.SEMICOLONS_FULL),
    Style("{a}: {t}. {l} {y}.", n.GERMAN_FIRST),
    Style("{a}. {y}. {t} ({l}: {u}).", n.CHICAGO),
    Style("{a} ({y}) {t} ({l}, {u}).", n.HARVARD),
    Style("{a} {y}, {t}. {u}: {l}.", n.FULL_GERMAN),
    Style("{a} ({y}): {t}. {u} {l}.", n.CAPITALS),
    Style("{a}. {y}. {t}. {u}. {l}.", n.CHICAGO),
    Style("{t}. ({y}).[ {l}:] {u}.", n.APA),
    Style("{t}.[ {l}:] {u}, {y}.", n.FULL),
)

WEB_PAGES = (
    Style("{a} ({y}). {t}.[ {u}.] Retrieved from {w}", n.APA),
    Style("{a} ({y}), “{t}”[, {u}], Available at: {w}.", n.CHICAGO_PLAIN),
    Style("{a} ({y}) {t}.[ {u}.] Available at: {w}.", n.HARVARD),
    Style("{a}. {t}[EB/OL].[ {u}], {y}. {w}.", n.CAPITALS_GB),
    Style("{a} ({y}): {t}, online: {w}.", n.SLASHES),
    Style("{a}. {t}.[ {u}.] {y}. Available from: {w}", n.VANCOUVER),
)

SITES = (
    Style("{a} ({y}). {t}. {u}.[ {w}]", n.APA),
    Style("{a}. ({y}). {t} [Video]. {u}.[ {w}]", n.APA),
    Style("{a}. {t}[EB/OL]. {u}, {y}.[ {w}].", n.CAPITALS_GB),
    Style("{a}, {y}. {t}[Z/OL]. {u}.[ {w}].", n.CAPITALS_GB),
    Style("{t}. ({y}). {u}.[ {w}]", n.APA),
    Style("“{t}.” {u}, {y}.[ {w}.]", n.FULL),
)

NEWSPAPERS = (
    Style("{a} ({y}). {t}. {c}.[ Retrieved from {w}]", n.APA),
    Style("{a}. “{t}.” {c}, {y}[, {p}].", n.CHICAGO),
    Style("{a}, “{t},” {c}, {y}.[ {w}]", n.FULL_PLAIN),
    Style("{a} ({y}), “{t}”, {c}[, Available at: {w}].", n.CHICAGO_PLAIN),
    Style("{a} ({y}) ‘{t}’, {c}[. Available at: {w}].", n.HARVARD),
    Style("{a}: {t}, in: {c}, {y}[, S. {p}].", n.FULL_GERMAN),
    Style("{a} ({y}): {t}. In: {c}[, S. {p}].", n.SLASHES),
    Style("{a}. {t}[N]. {c}, {y}[({p})].", n.CAPITALS_GB),
    Style("{a}. {t}. {c}, {y}.[ Disponível em: {w}.]", n.CAPITALS),
    Style("“{t}” ({y}), {c}[, Available at: {w}].", n.FULL),
    Style("“{t},” {c}, {y}.", n.FULL),
)

THESES = (
    Style("{a} ({y}). {t} ({g}). {u}[, {l}].", n.APA),
    Style("{a}. {y}. “{t}.” {g}, {u}.", n.CHICAGO),
    Style("{a}. {t}. {g}, {u}[, {l}], {y}.", n.FULL),
    Style("{a}, “{t},” {g}, {u}[, {l}], {y}.", n.IEEE),
    Style("{a}. {t}[D].[ {l}:] {u}, {y}.", n.CAPITALS_GB),
    Style("{a} ({y}): {t}. {g}, {u}.", n.SLASHES_INITIALS),
    Style("{a}. {t}. {y}. {g} – {u}[, {l}], {y}.", n.CAPITALS),
)

PAPERS = (
    Style("{a} ({y}). {t} ({s} No. {k}). {u}.", n.APA),
    Style("{a}. {y}. “{t}.” {s} {k}, {u}.", n.CHICAGO),
    Style("{a} ({y}): {t}. {s} {k}.[ {l}][: {u}].", n.SLASHES),
    Style("{a} ({y}): {t}. {s} Nr. {k}[, {l}].", n.SLASHES_INITIALS),
    Style("{a}, {t}, {s}, No. {k}, {y}.", n.FULL_PLAIN),
    Style("{a}. {t}. {s} {k}, {u}, {y}.", n.FULL),
)

EAST_ASIAN_ARTICLES = (
    Style("{a}. {t}[J]. {c}, {y}[, {v}][({i})][: {p}].", n.EAST_ASIAN_PLAIN),
    Style("{a}, {y}. {t}[J]. {c}[, {v}][({i})][: {p}].", n.EAST_ASIAN_PLAIN),
    Style("{a}, {y}. {t}[J]. {c}({i})[: {p}].", n.EAST_ASIAN_PLAIN),
    Style("{a}. {t}[J]. {c}, {y}({i})[: {p}].", n.EAST_ASIAN_PLAIN),
    Style("{a}. ({y}). {t}. {c}[, {v}][({i})][, {p}].", n.EAST_ASIAN_PLAIN),
    Style("{a}：《{t}》，《{c}》{y}年第{i}期[，第{p}页]。", n.EAST_ASIAN_DOTS),
    Style("{a}．{t}[J/OL]．{c}，{y}[，{v}][（{i}）][：{p}]．[ {w}]", n.EAST_ASIAN),
    Style("{a}（{y}）「{t}」『{c}』[{v}][（{i}）][, {p}頁].", n.EAST_ASIAN_DOTS),
    Style("{a}, “{t}”, {c}[, 제{v}권][ 제{i}호], {y}[, {p}쪽].", n.EAST_ASIAN_PLAIN),
)

EAST_ASIAN_BOOKS = (
    Style("{a}. {t}[M].[ {l}:] {u}, {y}.", n.EAST_ASIAN_PLAIN),
    Style("{a}, {y}. {t}[M].[ {l}:] {u}.", n.EAST_ASIAN_PLAIN),
    Style("{a}. {t}[M/OL].[ {l}：]{u}，{y}.[ {w}.]", n.EAST_ASIAN),
    Style("{a}. ({y}). {t}.[ {l}:] {u}.", n.EAST_ASIAN_PLAIN),
    Style("{a}：《{t}》[，{l}]：{u}，{y}年。", n.EAST_ASIAN_DOTS),
    Style("{a}. {t}[D].[ {l}：]{u}，{y}.", n.EAST_ASIAN),
    Style("{a}. {t}[R].[ {l}:] {u}, {y}[: {p}].", n.EAST_ASIAN_PLAIN),
    Style("{a}『{t}』（{u}、{y}年）", n.EAST_ASIAN_DOTS),
    Style("{a}. {t}[EB/OL]. ({y})[2022-10-14]. {w}.", n.EAST_ASIAN_PLAIN),
    Style("{a}, {y}. {t}[A/OL]. {w}.", n.EAST_ASIAN_PLAIN),
    Style("{a}. {t}: 卷{v}[M].[ {l}:] {u}, {y}.", n.EAST_ASIAN_PLAIN),
    Style("{a}. {t}：第{v}册[M]. 2 版.[ {l}：]{u}，{y}.", n.EAST_ASIAN),
    Style("{a}. ({y}). {t} (卷 {v}).[ {l}:] {u}.", n.EAST_ASIAN_PLAIN),
    Style("{t}[M].[ {l}:] {u}, {y}.", n.EAST_ASIAN_PLAIN),
    Style("{t}. ({y}).[ {l}:] {u}.", n.EAST_ASIAN_PLAIN),
    Style("{a}. {t}[M/OL]. {u}, {y}. {w}.", n.EAST_ASIAN_PLAIN),
    Style("{a}. {t}[M]. {u}, {y}.", n.EAST_ASIAN_PLAIN),
    Style("{a}. {t}[D].[ {l}:] {u}, {y}: {p}.", n.EAST_ASIAN_PLAIN),
)

EAST_ASIAN_CHAPTERS = (
    Style("{a}. {t}[M]//{e}. {c}.[ {l}:] {u}, {y}[: {p}].", n.EAST_ASIAN_PLAIN, n.EAST_ASIAN_PLAIN),
    Style("{a}, {y}. {t}[C]//{e}. {c}.[ {l}:] {u}[: {p}].", n.EAST_ASIAN_PLAIN, n.EAST_ASIAN_PLAIN),
    Style("{a}. {t}[M]//{c}.[ {l}：]{u}，{y}[：{p}].", n.EAST_ASIAN, n.EAST_ASIAN),
    Style("{a}. ({y}). {t}. 见 {e} (编), {c} (pp. {p}).[ {l}:] {u}.", n.EAST_ASIAN_PLAIN, n.EAST_ASIAN_PLAIN),
    Style("{a}：《{t}》，{e}主编：《{c}》[，{l}]：{u}，{y}年[，第{p}页]。", n.EAST_ASIAN_DOTS, n.EAST_ASIAN_DOTS),
)
