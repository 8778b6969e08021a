"""The Django project: settings, URLs, middleware and `lib`, which knows no app.

Decimal arithmetic is widened here, before anything else runs, so that a 78-digit amount of base units times a
price is never rounded: threads take their context from `DefaultContext`.
"""

import decimal

decimal.DefaultContext.prec = 110
decimal.setcontext(decimal.DefaultContext)
