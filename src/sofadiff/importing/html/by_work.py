"""Names that pages give to what is not their text, and what each is called in the list of what was left out."""

from __future__ import annotations

import re

NAVIGATION = "navigation of the web site"
CONTENTS = "the table of contents"
RUNNING = "a running head or foot"
OUTSIDE = "outside the main part of the page"
BY_TAG = {
    "title": "the name of the page, not on it",
    "noscript": "shown only where scripts do not run",
    "iframe": "in a frame, shown only where frames are not",
    "noframes": "shown only where frames are not",
    "template": "a template for scripts, not shown",
    "button": "a control of a form",
    "select": "a control of a form",
    "textarea": "a control of a form",
    "datalist": "a control of a form",
    "svg": "words in a drawing",
    "canvas": "words in a drawing",
    "object": "words in place of an object that is not in the file",
    "audio": "words in place of a recording",
    "video": "words in place of a recording",
    "rt": "a reading aid printed over the words",
    "rp": "a reading aid printed over the words",
    "nav": NAVIGATION,
    "menu": NAVIGATION,
    "footer": "the foot of the page",
    "aside": "a remark beside the text (<aside>)",
}
ALWAYS = frozenset(BY_TAG) - {"nav", "menu", "footer", "aside"}
BY_ROLE = {
    "navigation": NAVIGATION,
    "menu": NAVIGATION,
    "menubar": NAVIGATION,
    "tablist": NAVIGATION,
    "search": NAVIGATION,
    "toolbar": NAVIGATION,
    "banner": "the head of the web site",
    "contentinfo": "the foot of the page",
    "complementary": "a remark beside the text",
    "dialog": "a notice of the web site",
    "alertdialog": "a notice of the web site",
    "alert": "a notice of the web site",
}
_NAVIGATION_NAMES = (
    "nav navbar navigation breadcrumb breadcrumbs menu submenu pagination pager sidebar toolbar skip skiplink "
    "skiplinks share sharing social topbar search searchbox searchform login newsletter"
)
BY_WORD = {
    **dict.fromkeys(("cookie", "cookies", "consent", "gdpr", "onetrust", "cookiebot"), "a cookie notice"),
    **dict.fromkeys(_NAVIGATION_NAMES.split(), NAVIGATION),
    **dict.fromkeys(("advert", "advertisement", "ads"), "an advertisement"),
}
BY_CLASS = re.compile(
    r"(?P<contents>(?:mso)?toc(?:[1-9]|heading)?)|(?P<head>(?:oj-)?hd-(?:ti|lg|coll|uniq|date|oj|toc))"
    r"|(?P<site>(?:site|page|global|toc|app|web)[-_]?(?:header|footer|head|foot))",
    re.IGNORECASE,
)
MSO_ELEMENTS = {"c": "a comment, not part of the text", "t": CONTENTS}
"""By the first letter of what :data:`BY_MSO` finds."""
BY_MSO = re.compile(r"mso-element:\s*(?P<what>header|footer|comment(?:-list)?|toc)\b", re.IGNORECASE)
WORD_IN_NAME = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
NAMED = frozenset({"div", "section", "ul", "ol", "table", "td", "form", "p", "span", "dl", "a", "header", "fieldset"})
FEET = frozenset({"footer", "foot", "pagefooter"})
HEADS = frozenset({"header", "masthead", "top", "banner"})
"""Names of parts at the head of a page: by-work only if they are mostly links, since a title may stand there too."""
PHRASE = re.compile(
    r"(?:skip to|jump to|back to|return to|go to|aller au|retour|passer au|terug naar|naar boven|zurück)\b.{0,30}"
    r"|top|home|next|previous|print|share|print this page|imprimer|haut de page|suivant|précédent|accueil"
    r"|volgende|vorige|afdrukken|permalink",
    re.IGNORECASE,
)
