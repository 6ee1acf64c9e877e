"""Whether anything was changed behind the program's back, and sealing everything so that it can be shown later."""

from rasoat.audit.sealing import Given, make_seal, parse, seal_now
from rasoat.audit.verifying import verify

__all__ = ["Given", "make_seal", "parse", "seal_now", "verify"]
