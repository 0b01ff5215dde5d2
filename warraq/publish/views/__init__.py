"""What each template may see: small frozen values, and nothing else.

A template sees its page's `head`, its `main` view or a part of its shell, the `frame`
of its page, and the words `t` of the page's language: no settings, no catalog, no
clock. Every `href` is already relative to the page it stands on. `lang` and `dir` of a
value are set only where they differ from those of the page.
"""
