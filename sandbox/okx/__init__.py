"""A stand-in for the OKX API that checks what the real one checks, and keeps all its state in memory."""
