import logging


class ScrubFilter(logging.Filter):
    pass
